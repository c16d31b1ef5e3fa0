package dev.logferry.localstack.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be built, like a function whose settings are wrong. */
public final class FailsToLoad implements RequestHandler<String, String> {
  public FailsToLoad() {
    throw new IllegalStateException("no settings");
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
