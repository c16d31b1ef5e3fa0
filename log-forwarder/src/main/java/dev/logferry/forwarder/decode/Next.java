package dev.logferry.forwarder.decode;

/**
 * What reading on in a payload yields: an event, the end, or the news that the rest is unreadable.
 */
public sealed interface Next permits LogEvent, EndOfEvents, Malformed {}
