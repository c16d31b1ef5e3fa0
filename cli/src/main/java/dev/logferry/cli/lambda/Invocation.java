package dev.logferry.cli.lambda;

import java.util.Optional;

/** What came of one invocation. */
public sealed interface Invocation {

  /** The function returned; {@code response} is what it returned. */
  record Responded(String response, Optional<String> logTail) implements Invocation {}

  /** Lambda took the event and will invoke the function later. */
  record Accepted() implements Invocation {}

  /**
   * The function ran and failed.
   *
   * @param kind {@code Unhandled} or {@code Handled}, from {@code X-Amz-Function-Error}
   * @param errorType class of the exception, or {@code Runtime.ExitError} and the like
   */
  record FunctionFailed(String kind, String errorType, String message, Optional<String> logTail)
      implements Invocation {}

  /** Lambda itself said no: unknown function, event too large, throttled. */
  record Rejected(int status, String reason) implements Invocation {}

  /** The connection broke after the event was sent: it may or may not have been processed. */
  record NoResponse(String reason) implements Invocation {}

  /** Nothing listens there: the event was certainly not processed. */
  record Unreachable(String reason) implements Invocation {}
}
