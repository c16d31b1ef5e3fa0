package dev.logferry.cli.backfill;

import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.Renewed;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Sends events of CloudWatch through the function's own pipeline, as if a subscription had
 * delivered them, so that they get the same documents and the same ids. What is stored already
 * stays as it is. Not thread-safe.
 */
public final class LateForwarder implements AutoCloseable {
  private static final Duration TIME_PER_PAGE = Duration.ofMinutes(5);

  private final ElasticsearchBulkClient client;
  private final ForwardingPipeline pipeline;
  private final SubscriptionDecoder decoder;

  /**
   * What became of some events.
   *
   * @param rejected by document id, why Elasticsearch rejects it for good
   */
  public record Result(Ledger ledger, Map<String, String> rejected) {}

  public LateForwarder(Connection connection, SecretSource secrets) {
    Duration timeToLive = connection.settings().cluster().timeToLive();
    InstantSource clock = InstantSource.system();
    this.client =
        new ElasticsearchBulkClient(
            connection.settings().cluster().cluster(),
            0,
            new Renewed<>(() -> new TlsConnector(connection.tls()), timeToLive, clock),
            new Renewed<>(connection::credentials, timeToLive, clock));
    this.pipeline = Wiring.pipelineForBackfill(connection.settings(), client, secrets);
    this.decoder = new SubscriptionDecoder(connection.settings().maxDecompressedBytes());
  }

  /**
   * Forwards events and waits until each has an outcome.
   *
   * @throws UndeterminedException if some could not be delivered, as when the cluster is down
   */
  public Result forward(SourceGroup group, List<FilteredLogEvent> events) {
    if (events.isEmpty()) {
      return new Result(Ledger.NOTHING_RECEIVED, Map.of());
    }
    OutcomeCounts counts = new OutcomeCounts();
    RejectedEvents rejected = new RejectedEvents(counts);
    Invocation invocation =
        new Invocation("backfill-" + UUID.randomUUID(), TimeLeft.of(TIME_PER_PAGE), Duration.ZERO);
    Forwarding forwarding = pipeline.begin(invocation, new CircuitBreaker(), counts, rejected);
    List<SubscriptionPayload> payloads = payloads(group, events);
    for (int part = 0; part < payloads.size(); part++) {
      byte[] lambdaEvent = payloads.get(part).toLambdaEvent();
      forwarding.take(
          Part.keptBySender(part, decoder.decode(new ByteArrayInputStream(lambdaEvent))));
    }
    Summary summary = forwarding.finish();
    Map<String, String> causes = rejected.causes();
    if (summary.ledger().count(Outcome.RETURNED) > causes.size()) {
      throw new UndeterminedException(summary.problem());
    }
    return new Result(summary.ledger(), causes);
  }

  private static List<SubscriptionPayload> payloads(
      SourceGroup group, List<FilteredLogEvent> events) {
    Map<String, List<LogEvent>> byStream = new LinkedHashMap<>();
    for (FilteredLogEvent event : events) {
      byStream
          .computeIfAbsent(event.logStreamName(), _ -> new ArrayList<>())
          .add(new LogEvent(event.eventId(), event.timestamp(), event.message()));
    }
    return byStream.entrySet().stream()
        .map(
            stream ->
                new SubscriptionPayload(
                    "DATA_MESSAGE",
                    group.account(),
                    group.name(),
                    stream.getKey(),
                    List.of("logferry-backfill"),
                    stream.getValue()))
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
