package dev.logferry.localstack.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Hangs for ever when it is built before the instant {@code HANG_UNTIL}. */
public final class SlowToLoad implements RequestHandler<String, String> {
  public SlowToLoad() throws InterruptedException {
    var hangUntil = Instant.parse(System.getenv().getOrDefault("HANG_UNTIL", ""));
    if (Instant.now().isBefore(hangUntil)) {
      new CountDownLatch(1).await();
    }
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
