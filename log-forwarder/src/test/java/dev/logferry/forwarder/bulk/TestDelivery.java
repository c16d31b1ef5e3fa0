package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.elasticsearch.Connection;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.RenewedCredentials;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.DeliveryRun;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.tls.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Delivers to a fake Elasticsearch, one request after another, in time that is only recorded. */
final class TestDelivery implements AutoCloseable {

  final FakeElasticsearch elasticsearch = FakeElasticsearch.start();
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

  Delivered deliver(List<LogDocument> documents) {
    return deliver(new BatchLimits(1_000_000, 1000), documents);
  }

  Delivered deliver(BatchLimits limits, List<LogDocument> documents) {
    return deliver(connection(List.of(elasticsearch.url())), limits, documents);
  }

  Delivered deliver(Connection connection, BatchLimits limits, List<LogDocument> documents) {
    return deliver(
        connection, Documents.credentials(() -> new Credentials.ApiKey("a2V5")), limits, documents);
  }

  Delivered deliver(
      Connection connection,
      RenewedCredentials credentials,
      BatchLimits limits,
      List<LogDocument> documents) {
    return DeliveryRun.to(
            new ElasticsearchBulkClient(connection, 0, Trust.Platform::new, credentials))
        .inBatches(limits)
        .within(time)
        .deliver(documents);
  }

  static Connection connection(List<URI> nodes) {
    return new Connection(nodes, Duration.ofMinutes(1), Duration.ofMinutes(1), true, true);
  }
}
