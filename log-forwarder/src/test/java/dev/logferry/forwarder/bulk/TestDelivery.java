package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.Renewed;
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
    return deliver(cluster(List.of(elasticsearch.url())), limits, documents);
  }

  Delivered deliver(Cluster cluster, BatchLimits limits, List<LogDocument> documents) {
    return deliver(
        cluster, Documents.credentials(() -> new Credentials.ApiKey("a2V5")), limits, documents);
  }

  Delivered deliver(
      Cluster cluster,
      Renewed<Credentials> credentials,
      BatchLimits limits,
      List<LogDocument> documents) {
    try (ElasticsearchBulkClient client =
        new ElasticsearchBulkClient(cluster, 0, Documents.tls(new Trust.Platform()), credentials)) {
      return DeliveryRun.to(client).inBatches(limits).within(time).deliver(documents);
    }
  }

  static Cluster cluster(List<URI> nodes) {
    return new Cluster(nodes, Duration.ofMinutes(1), Duration.ofMinutes(1), true, true);
  }
}
