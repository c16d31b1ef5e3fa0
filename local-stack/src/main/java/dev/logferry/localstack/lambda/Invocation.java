package dev.logferry.localstack.lambda;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of the function and what was seen of it.
 *
 * @param duration from handing over the event until the answer, without initialisation
 * @param coldStart present if this was the first event of a fresh environment
 * @param logLines what the function wrote meanwhile, initialisation included if it happened
 *     meanwhile
 * @param report Lambda's REPORT line
 */
public record Invocation(
    String requestId,
    InvocationResult result,
    Duration duration,
    Optional<ColdStart> coldStart,
    List<String> logLines,
    String report) {

  public Invocation {
    logLines = List.copyOf(logLines);
  }

  public boolean isCold() {
    return coldStart.isPresent();
  }
}
