package dev.logferry.forwarder.decode;

/**
 * A payload, or the rest of one, that cannot be read.
 *
 * @param why a sentence that says what is wrong and where; never holds the payload's content
 */
public record Malformed(String why) implements Decoded, Next {}
