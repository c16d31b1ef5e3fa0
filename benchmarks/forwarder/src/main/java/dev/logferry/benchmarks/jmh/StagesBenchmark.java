package dev.logferry.benchmarks.jmh;

import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one event costs in each stage, with default settings. Each invocation takes the next payload
 * of 100 events, so that branches are predicted no better than with real traffic.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StagesBenchmark {

  private static final int EVENTS_IN_A_PAYLOAD = 100;

  /** The corpora of {@code harness/corpus.py} with 100 events in a payload. */
  @Param({"ecs-100", "text-100", "mixed-100"})
  private String corpus = "";

  private final SubscriptionDecoder decoder = new SubscriptionDecoder(Long.MAX_VALUE);
  private final DocumentMapper mapper =
      Wiring.mapper(Settings.forPreview(Map.of("AWS_REGION", "eu-central-1")));
  private final List<byte[]> lambdaEvents = new ArrayList<>();
  private final List<Corpus.Batch> batches = new ArrayList<>();
  private final List<List<LogDocument>> documents = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 18);
  private int next;

  /** Prepares every stage's input. */
  @Setup
  public void prepare() throws IOException {
    lambdaEvents.addAll(Corpus.lambdaEvents(corpus));
    for (byte[] lambdaEvent : lambdaEvents) {
      Corpus.Batch batch = Corpus.decoded(lambdaEvent);
      if (batch.events().size() != EVENTS_IN_A_PAYLOAD) {
        throw new IllegalStateException("a payload of %d events".formatted(batch.events().size()));
      }
      batches.add(batch);
      documents.add(
          batch.events().stream()
              .map(event -> mapper.map(batch.origin(), event, new RedactionCounts()))
              .map(LogDocument.class::cast)
              .toList());
    }
  }

  /** Base64, gzip and the envelope's JSON. */
  @Benchmark
  @OperationsPerInvocation(EVENTS_IN_A_PAYLOAD)
  public void decode(Blackhole results) {
    LogBatch batch = Corpus.batch(decoder, lambdaEvents.get(turn()));
    Next event = batch.events().next();
    while (event instanceof LogEvent) {
      results.consume(event);
      event = batch.events().next();
    }
    results.consume(event);
  }

  /** A line to a document. */
  @Benchmark
  @OperationsPerInvocation(EVENTS_IN_A_PAYLOAD)
  public void document(Blackhole results) {
    Corpus.Batch batch = batches.get(turn());
    RedactionCounts redactions = new RedactionCounts();
    for (LogEvent event : batch.events()) {
      results.consume(mapper.map(batch.origin(), event, redactions));
    }
  }

  /** Documents to a request's body, before compression. */
  @Benchmark
  @OperationsPerInvocation(EVENTS_IN_A_PAYLOAD)
  public int bulk() throws IOException {
    body.reset();
    new BulkRequest(documents.get(turn())).writeTo(body);
    return body.size();
  }

  private int turn() {
    next = next + 1 < lambdaEvents.size() ? next + 1 : 0;
    return next;
  }
}
