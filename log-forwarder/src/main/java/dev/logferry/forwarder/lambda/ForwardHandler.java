package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.report.SummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The entry that a CloudWatch Logs subscription filter invokes. Answers with the summary, and logs
 * it. A stream handler, because a typed event would cost a cold start over 120 ms.
 */
public final class ForwardHandler implements RequestStreamHandler {

  private final Wiring wiring;
  private final SubscriptionDecoder decoder;
  private final ForwardingPipeline pipeline;
  private final Reporting reporting;

  /** Called by Lambda, once per cold start. */
  public ForwardHandler() {
    this(Wiring.from(System.getenv()));
  }

  /** For tests and tools. */
  public ForwardHandler(Wiring wiring) {
    this(wiring, Clock.systemUTC());
  }

  ForwardHandler(Wiring wiring, Clock clock) {
    this.wiring = wiring;
    this.decoder = wiring.decoder();
    this.pipeline = wiring.pipeline();
    this.reporting = new Reporting(clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    Summary summary =
        reporting.of(
            context,
            // No lambda: this runs in every cold start.
            new Supplier<>() {
              @Override
              public Summary get() {
                return pipeline.forward(
                    Part.keptBySender(0, decoder.decode(event)), wiring.invocation(context));
              }
            });
    if (summary.failed()) {
      throw new ForwardingFailed(summary);
    }
    response.write(SummaryJson.line(summary).getBytes(StandardCharsets.UTF_8));
  }
}
