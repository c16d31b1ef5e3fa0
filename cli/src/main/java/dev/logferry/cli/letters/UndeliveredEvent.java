package dev.logferry.cli.letters;

import java.time.Instant;

/**
 * One undelivered event.
 *
 * @param time the event's own; of a payload that cannot be read, when it was kept
 * @param service the service, or else the log group
 * @param cause why it is not delivered, in few words that others share
 * @param reason the same in full
 * @param id of the document, also where it does not exist yet; empty if the event cannot be read
 * @param target the data stream, or what else is known of where it belongs
 * @param content the document as JSON, or the log line
 */
public record UndeliveredEvent(
    UndeliveredObject object,
    Instant time,
    String service,
    String cause,
    String reason,
    String id,
    String target,
    String content) {}
