package dev.logferry.forwarder.decode;

/** The payload was read to its last byte and every check on it held. */
public record EndOfEvents() implements Next {}
