package dev.logferry.cli.lambda;

/**
 * How the function is invoked (<a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>), with the
 * largest event that Lambda takes that way: 6 MB and, since 2025, 1 MB.
 */
public enum InvocationType {
  /** The caller waits for the function's answer. */
  REQUEST_RESPONSE("RequestResponse", 6 * 1024 * 1024),
  /** Lambda queues the event, and retries it by itself when the function fails. */
  EVENT("Event", 1024 * 1024);

  private final String header;
  private final int maxEventBytes;

  InvocationType(String header, int maxEventBytes) {
    this.header = header;
    this.maxEventBytes = maxEventBytes;
  }

  /** Value of {@code X-Amz-Invocation-Type}. */
  public String header() {
    return header;
  }

  /** The largest event, in bytes. */
  public int maxEventBytes() {
    return maxEventBytes;
  }
}
