package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.RecordedRefusals;
import dev.logferry.forwarder.testing.RecordedTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Delivers to a fake Elasticsearch, one request after another, in time that is only recorded. */
final class TestDelivery implements AutoCloseable {

  final FakeElasticsearch elasticsearch = FakeElasticsearch.start();
  final RecordedRefusals refusals = new RecordedRefusals();
  final RecordedTime time;

  /** In an invocation of a minute. */
  TestDelivery() {
    this(Duration.ofSeconds(60));
  }

  TestDelivery(Duration remaining) {
    time = new RecordedTime(remaining);
  }

  /** Elasticsearch must have understood every request. */
  @Override
  public void close() {
    assertThat(elasticsearch.malformed()).isEmpty();
    elasticsearch.close();
  }

  Settlement deliver(List<LogDocument> documents) {
    return deliver(new BatchLimits(1_000_000, 1000), documents);
  }

  Settlement deliver(BatchLimits limits, List<LogDocument> documents) {
    return deliver(connection(List.of(elasticsearch.url())), limits, documents);
  }

  Settlement deliver(Connection connection, BatchLimits limits, List<LogDocument> documents) {
    return deliver(
        connection, Documents.credentials(() -> new Credentials.ApiKey("a2V5")), limits, documents);
  }

  Settlement deliver(
      Connection connection,
      RenewedCredentials credentials,
      BatchLimits limits,
      List<LogDocument> documents) {
    BulkDelivery delivery =
        new BulkDelivery(
            new ElasticsearchBulkClient(connection, 0, Trust.Platform::new, credentials),
            refusals,
            limits,
            1,
            Duration.ofSeconds(30),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
            new SplittableRandom(42),
            time);
    documents.forEach(delivery::add);
    return delivery.finish();
  }

  static Connection connection(List<URI> nodes) {
    return new Connection(nodes, Duration.ofMinutes(1), Duration.ofMinutes(1), true, true);
  }
}
