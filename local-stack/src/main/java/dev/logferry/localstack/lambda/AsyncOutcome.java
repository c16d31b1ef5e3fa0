package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import java.util.List;

/** What finally became of an event that nobody waited for. */
public sealed interface AsyncOutcome {
  /** Every run of the function on the event, the last one last. */
  List<Invocation> attempts();

  /** The last attempt succeeded. */
  record Delivered(List<Invocation> attempts) implements AsyncOutcome {
    public Delivered {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * Every attempt failed; the on-failure destination has the record.
   *
   * @param attempts empty if the event grew too old before the function was free
   */
  record GivenUp(OnFailureCondition condition, List<Invocation> attempts) implements AsyncOutcome {
    public GivenUp {
      attempts = List.copyOf(attempts);
    }
  }
}
