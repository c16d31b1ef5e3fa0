package dev.logferry.forwarder.decode;

/**
 * A payload of log events, opened and ready to be read one event at a time.
 *
 * @param origin where all its events came from
 * @param events the events, read from the payload as they are asked for
 * @param compressedBytes the payload's size as it came
 */
public record LogBatch(Origin origin, LogEvents events, long compressedBytes) implements Decoded {}
