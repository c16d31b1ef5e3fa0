package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.objects.ObjectBatch;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.function.Function;

/**
 * The entry for objects that Firehose wrote to S3, as S3 or EventBridge tell of them. Told through
 * an SQS queue, it answers with the messages that are not settled, so the event source mapping
 * needs {@code ReportBatchItemFailures}; told directly, the invocation fails if an object is not
 * settled.
 */
public final class ObjectForwardHandler implements RequestStreamHandler {

  private final ObjectReading objects;
  private final ForwardingPipeline pipeline;
  private final Function<Context, Invocation> invocations;
  private final Reporting reporting = new Reporting(Clock.systemUTC());

  /** Called by Lambda, once per cold start. */
  public ObjectForwardHandler() {
    this(Wiring.from(System.getenv()));
  }

  /** For tests and tools. */
  public ObjectForwardHandler(Wiring wiring) {
    this(wiring.objectStore(), wiring.objectDecoder(), wiring.pipeline(), wiring::invocation);
  }

  ObjectForwardHandler(
      ObjectStore store,
      ObjectDecoder decoder,
      ForwardingPipeline pipeline,
      Function<Context, Invocation> invocations) {
    this.objects = new ObjectReading(store, decoder);
    this.pipeline = pipeline;
    this.invocations = invocations;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    ObjectBatch batch =
        reporting.of(
            context,
            () -> ObjectBatch.forward(event, objects, pipeline, invocations.apply(context)),
            ObjectBatch::summary);
    if (batch.failsAsWhole()) {
      throw new ForwardingFailed(batch.summary());
    }
    response.write(new BatchItemFailures(batch.unsettledMessages()).json());
  }
}
