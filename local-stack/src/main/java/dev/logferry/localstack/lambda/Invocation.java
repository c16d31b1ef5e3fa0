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

  /** What a synchronous caller gets: the response, or the error as JSON. */
  public Payload answer() {
    return RuntimeErrors.answerTo(requestId, result);
  }

  /** The whole log of this invocation as CloudWatch Logs would show it, Lambda's lines included. */
  public String log() {
    var log = new StringBuilder(InvocationReport.start(requestId)).append('\n');
    logLines.forEach(line -> log.append(line).append('\n'));
    return log.append(InvocationReport.end(requestId)).append('\n').append(report).toString();
  }
}
