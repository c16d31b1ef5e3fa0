package dev.logferry.cli.events;

/**
 * The text of one event, and where it stands in the input.
 *
 * @param utf8Bytes size of the text
 */
public record LogRecord(String text, int utf8Bytes, LineRange lines) {}
