package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.Renewed;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.tls.ClientCertificate;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.Trust;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.LocalLambda;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A real Elasticsearch that takes only clients with a certificate. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final LocalElasticsearch elasticsearch =
      LocalElasticsearch.start(
          LocalElasticsearchSettings.defaults().withClientCertificateRequired());

  private String caPem = "";

  @BeforeAll
  void readAuthority() throws IOException {
    caPem = Files.readString(elasticsearch.caFile());
  }

  @AfterAll
  void stop() {
    elasticsearch.close();
  }

  @Test
  void the_function_as_it_is_deployed_shows_its_certificate() {
    Map<String, String> environment = ForwarderFunction.environmentFor(elasticsearch);
    environment.put(
        "LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE",
        elasticsearch.clientCertificateFile().toString());

    try (LocalLambda lambda = Forwarder.start(environment)) {
      assertThat(lambda.invoke(Events.lambdaEvent("ecs-error")).result())
          .isInstanceOf(InvocationResult.Succeeded.class);
    }
  }

  @Test
  void without_a_certificate_the_remedy_is_reported_at_once() {
    BulkReply reply = send(Optional.empty(), document("none", "2026-11-29T10:00:00Z"));

    assertThat(reply).isInstanceOf(BulkReply.Untrusted.class);
    assertThat(reply.why()).contains("LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE");
  }

  /** Which is why an answer may be as long as what was sent. */
  @Test
  void elasticsearch_quotes_the_whole_value_of_a_field_that_it_cannot_parse() throws IOException {
    ClientCertificate certificate =
        ClientCertificate.of(Files.readString(elasticsearch.clientCertificateFile()));

    BulkReply reply = send(Optional.of(certificate), document("long", "x".repeat(1_000_000)));

    assertThat(reply)
        .isInstanceOfSatisfying(
            BulkReply.Answered.class,
            answered ->
                assertThat(answered.items().getFirst().cause().reason())
                    .contains("Preview of field's value: 'xxx")
                    .hasSize(1000));
  }

  private BulkReply send(Optional<ClientCertificate> certificate, LogDocument document) {
    TlsConfiguration tls = new TlsConfiguration(new Trust.CertificateAuthority(caPem), certificate);
    try (ElasticsearchBulkClient client =
        new ElasticsearchBulkClient(
            new Cluster(List.of(elasticsearch.url()), TIMEOUT, TIMEOUT, true, true),
            0,
            new Renewed<>(
                () -> new TlsConnector(tls), Duration.ofMinutes(5), InstantSource.system()),
            Documents.credentials(
                () ->
                    new Credentials.UserAndPassword(
                        elasticsearch.shipper().name(), elasticsearch.shipper().password())))) {
      return client.send(new BulkRequest(List.of(document)), TIMEOUT);
    }
  }

  private static LogDocument document(String id, String timestamp) {
    byte[] json = "{\"@timestamp\":\"%s\"}".formatted(timestamp).getBytes(StandardCharsets.UTF_8);
    return new LogDocument(new DataStream("certificates", "default"), id, json, 0, Set.of(), 0);
  }
}
