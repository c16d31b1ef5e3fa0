package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveRequest;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.report.RedriveSummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The entry that a schedule invokes, or the operator. Answers with the summary of what was brought
 * in, and logs it. Fails only if S3 refuses its work; what is left is tried the next time.
 */
public final class RedriveHandler implements RequestStreamHandler {

  private final Wiring wiring;
  private final Redrive redrive;
  private final RedriveSummaryJson summaryJson = new RedriveSummaryJson();

  /** Called by Lambda, once per cold start. */
  public RedriveHandler() {
    this(Wiring.from(System.getenv()));
  }

  /** For tests and tools. */
  public RedriveHandler(Wiring wiring) {
    this.wiring = wiring;
    this.redrive = wiring.redrive();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    RedriveRequest request = RedriveRequest.read(event);
    RedriveSummary summary = redrive.run(request, wiring.invocation(context));
    String line = report(summary, context);
    if (summary.failed()) {
      throw new RedriveFailed(summary);
    }
    response.write(line.getBytes(StandardCharsets.UTF_8));
  }

  /** The one place where a summary leaves the function. */
  private String report(RedriveSummary summary, Context context) {
    String line = summaryJson.line(summary);
    context.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
    return line;
  }
}
