package dev.logferry.localstack.lambda.onfailure;

import java.io.IOException;

/** Where the records of events go that Lambda gave up. */
@FunctionalInterface
public interface OnFailureDestination {
  /** For a function without a destination: Lambda drops the event then. */
  OnFailureDestination NONE = _ -> {};

  /**
   * Keeps the record.
   *
   * @throws IOException if it can't; the event is lost then, as on Lambda
   */
  void accept(OnFailureRecord record) throws IOException;
}
