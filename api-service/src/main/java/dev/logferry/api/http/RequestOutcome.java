package dev.logferry.api.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one request.
 *
 * @param method in upper case, as it came; {@code UNKNOWN} if it could not be read
 * @param route the path as the contract writes it, with names in braces; empty if none fits
 * @param path as it came, without the query; empty if it could not be read
 * @param status that was answered
 * @param responseBytes of the body as sent
 * @param duration from the request's head to the end of the answer; zero if there was no whole head
 * @param clientAddress who sent it: the last address that a proxy of ours noted, or the peer's
 * @param userAgent as it came; empty if it sent none
 * @param trace where it belongs
 * @param error what went wrong inside; empty for whatever is the client's doing
 */
public record RequestOutcome(
    String method,
    Optional<String> route,
    String path,
    int status,
    long responseBytes,
    Duration duration,
    String clientAddress,
    Optional<String> userAgent,
    TraceContext trace,
    Optional<Throwable> error) {}
