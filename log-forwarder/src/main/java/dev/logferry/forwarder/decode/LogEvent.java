package dev.logferry.forwarder.decode;

/**
 * One log line as CloudWatch Logs delivered it.
 *
 * @param id CloudWatch's event id; empty when the payload carries none. Not always numeric
 * @param timestamp when CloudWatch says the event happened, in epoch milliseconds
 * @param message the line itself
 * @param position the event's place in its payload, from 0
 */
public record LogEvent(String id, long timestamp, String message, int position) implements Next {}
