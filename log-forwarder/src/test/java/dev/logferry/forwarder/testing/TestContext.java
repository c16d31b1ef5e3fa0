package dev.logferry.forwarder.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a handler about its invocation; keeps what is logged. */
public class TestContext implements Context {

  private final long deadlineNanos;
  private final List<String> log = new ArrayList<>();

  public TestContext(Duration remaining) {
    this.deadlineNanos = System.nanoTime() + remaining.toNanos();
  }

  /** What the handler logged, call by call. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) ((deadlineNanos - System.nanoTime()) / 1_000_000);
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.add(message);
      }

      @Override
      public void log(byte[] message) {
        log.add(new String(message, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public String getAwsRequestId() {
    return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/log-forwarder";
  }

  @Override
  public String getLogStreamName() {
    return "2026/11/22/[$LATEST]0";
  }

  @Override
  public String getFunctionName() {
    return "log-forwarder";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-central-1:123456789012:function:log-forwarder";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }
}
