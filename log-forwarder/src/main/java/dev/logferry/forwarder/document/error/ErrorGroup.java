package dev.logferry.forwarder.document.error;

/**
 * The kind of error that a document is an occurrence of. ECS has no such fields; the names are
 * those of Elastic APM.
 *
 * @param key {@code error.grouping_key}: 16 hexadecimal digits, the same for every occurrence
 * @param name {@code error.grouping_name}: type and message for a reader, ids and numbers masked
 * @param culprit {@code error.culprit}: class or module and function of the application's own frame
 *     that is nearest to the root cause; empty if the error has no frames
 * @see <a href="https://www.elastic.co/guide/en/apm/server/7.17/exported-fields-apm-error.html">APM
 *     error fields</a>
 */
public record ErrorGroup(String key, String name, String culprit) {}
