package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.InvocationTime;
import java.time.Duration;

/** What Lambda says is left of an invocation, less a reserve. */
record RemainingTime(Context context, Duration reserve) implements InvocationTime {

  @Override
  public Duration remaining() {
    return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(reserve);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
