package dev.logferry.forwarder.decode;

/** What a Lambda event turns out to be. */
public sealed interface Decoded permits LogBatch, ControlMessage, Malformed {}
