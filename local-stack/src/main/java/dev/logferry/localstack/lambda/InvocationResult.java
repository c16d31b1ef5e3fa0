package dev.logferry.localstack.lambda;

import java.time.Duration;

/** What became of one run of the function. All but {@link Succeeded} are function errors. */
public sealed interface InvocationResult {

  /** The handler returned. */
  record Succeeded(Payload response) implements InvocationResult {}

  /**
   * The function answered with an error: its handler threw, could not be loaded or answered too
   * much.
   *
   * @param errorType the class of the exception, or Lambda's own name such as {@code
   *     Function.ResponseSizeTooLarge}
   * @param body the JSON as the caller of the function sees it
   */
  record FailedInHandler(String errorType, String errorMessage, Payload body)
      implements InvocationResult {}

  /** The function did not answer in time and was killed. */
  record TimedOut(Duration after) implements InvocationResult {}

  /**
   * The process ended without an answer.
   *
   * @param exitCode of the process; 128 + n where signal n ended it
   * @param lastOutput the last lines that it wrote
   */
  record Crashed(int exitCode, String lastOutput) implements InvocationResult {}
}
