package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.function.Function;

/**
 * The entry for a Kinesis stream that CloudWatch Logs writes to. Answers with the first record that
 * is not settled, from which on Lambda sends all again; so the event source mapping needs {@code
 * ReportBatchItemFailures}. A record that cannot be read becomes a dead letter and holds up nobody.
 */
public final class KinesisForwardHandler implements RequestStreamHandler {

  private final SubscriptionDecoder decoder;
  private final ForwardingPipeline pipeline;
  private final Function<Context, Invocation> invocations;
  private final Reporting reporting = new Reporting(Clock.systemUTC());

  /** Called by Lambda, once per cold start. */
  public KinesisForwardHandler() {
    this(Wiring.from(System.getenv()));
  }

  /** For tests and tools. */
  public KinesisForwardHandler(Wiring wiring) {
    this(wiring.decoder(), wiring.pipeline(), wiring::invocation);
  }

  KinesisForwardHandler(
      SubscriptionDecoder decoder,
      ForwardingPipeline pipeline,
      Function<Context, Invocation> invocations) {
    this.decoder = decoder;
    this.pipeline = pipeline;
    this.invocations = invocations;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    KinesisBatch batch =
        reporting.of(
            context,
            () ->
                KinesisBatch.forward(
                    new KinesisEvent(event, decoder), pipeline, invocations.apply(context)),
            KinesisBatch::summary);
    if (batch.isBroken()) {
      throw new ForwardingFailed(batch.summary());
    }
    response.write(new BatchItemFailures(batch.firstUnsettled()).json());
  }
}
