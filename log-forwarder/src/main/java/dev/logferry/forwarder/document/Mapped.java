package dev.logferry.forwarder.document;

/** What mapping makes of a log event. */
public sealed interface Mapped permits LogDocument, Filtered, Unmapped {}
