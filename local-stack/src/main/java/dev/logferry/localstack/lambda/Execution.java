package dev.logferry.localstack.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * One event's run in its environment.
 *
 * @param peakMemoryMegabytes of the process until now, where the system tells
 */
public record Execution(
    InvocationResult result,
    Duration duration,
    Optional<ColdStart> coldStart,
    Optional<Integer> peakMemoryMegabytes) {}
