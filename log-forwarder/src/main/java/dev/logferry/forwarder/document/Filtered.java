package dev.logferry.forwarder.document;

/**
 * An event that a rule of the operator leaves out.
 *
 * @param rule the setting that says so, such as {@code LOGFERRY_MINIMUM_LEVEL}
 */
public record Filtered(String rule) implements Mapped {}
