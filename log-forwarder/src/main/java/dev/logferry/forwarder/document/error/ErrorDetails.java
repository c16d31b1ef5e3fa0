package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.json.Utf8;

/**
 * What a document says about an error. Any part may be {@link Utf8#EMPTY}.
 *
 * @param service {@code service.name}
 * @param type {@code error.type}
 * @param message {@code error.message}
 * @param stackTrace {@code error.stack_trace}
 * @param logger {@code log.logger}
 * @param line {@code message}, what the line says besides the error
 */
public record ErrorDetails(
    Utf8 service, Utf8 type, Utf8 message, Utf8 stackTrace, Utf8 logger, Utf8 line) {}
