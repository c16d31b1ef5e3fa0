package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.Deadline;
import java.time.Duration;

/** What Lambda says is left of an invocation. */
record RemainingTime(Context context) implements Deadline {

  @Override
  public Duration remaining() {
    return Duration.ofMillis(context.getRemainingTimeInMillis());
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
