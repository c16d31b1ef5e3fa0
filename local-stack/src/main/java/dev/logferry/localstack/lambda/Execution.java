package dev.logferry.localstack.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of one event in its execution environment.
 *
 * @param peakMemoryMegabytes of the process until now; empty if the system does not report it
 */
public record Execution(
    InvocationResult result,
    Duration duration,
    Optional<ColdStart> coldStart,
    Optional<Integer> peakMemoryMegabytes) {}
