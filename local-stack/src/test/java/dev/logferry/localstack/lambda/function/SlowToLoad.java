package dev.logferry.localstack.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Hangs when it is built for the first time, which the file {@code TRIED} tells from the second;
 * with {@code -Dhang=always}, each time.
 */
public final class SlowToLoad implements RequestHandler<String, String> {
  public SlowToLoad() throws IOException, InterruptedException {
    var tried = Path.of(System.getenv().getOrDefault("TRIED", ""));
    if (Files.exists(tried) && !System.getProperty("hang", "").equals("always")) {
      return;
    }
    Files.write(tried, new byte[0]);
    new CountDownLatch(1).await();
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
