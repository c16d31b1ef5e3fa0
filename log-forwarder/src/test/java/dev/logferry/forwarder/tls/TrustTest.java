package dev.logferry.forwarder.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom the forwarder believes, against real TLS servers. */
class TrustTest {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration EXPIRED = Duration.ofDays(-1);
  private static final TestAuthority AUTHORITY = TestAuthority.validFor(YEAR);

  private final AtomicInteger requests = new AtomicInteger();
  private final List<HttpsServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void a_server_under_the_given_authority_is_believed() {
    URI url = start(AUTHORITY.server("localhost", YEAR));

    assertThat(send(url, pem(AUTHORITY))).isInstanceOf(BulkReply.Answered.class);
    assertThat(send(url, fingerprint(AUTHORITY))).isInstanceOf(BulkReply.Answered.class);
  }

  @Test
  void a_server_with_another_name_is_not_believed_whatever_its_authority() {
    URI url = start(AUTHORITY.server("elsewhere.example", YEAR));

    assertDistrusted(send(url, pem(AUTHORITY)), "localhost");
    assertDistrusted(send(url, fingerprint(AUTHORITY)), "localhost");
  }

  @Test
  void a_server_under_another_authority_is_not_believed() {
    URI url = start(TestAuthority.validFor(YEAR).server("localhost", YEAR));

    assertDistrusted(send(url, pem(AUTHORITY)), "PKIX");
    assertDistrusted(send(url, fingerprint(AUTHORITY)), AUTHORITY.fingerprint());
    assertDistrusted(send(url, new Trust.Platform()), "PKIX");
  }

  @Test
  void an_expired_server_is_not_believed() {
    URI url = start(AUTHORITY.server("localhost", EXPIRED));

    assertDistrusted(send(url, pem(AUTHORITY)), "");
    assertDistrusted(send(url, fingerprint(AUTHORITY)), "");
  }

  @Test
  void an_expired_authority_is_not_believed_by_its_fingerprint() {
    TestAuthority expired = TestAuthority.validFor(EXPIRED);
    URI url = start(expired.server("localhost", YEAR));

    assertDistrusted(send(url, fingerprint(expired)), "NotAfter");
  }

  @Test
  void the_fingerprint_of_a_server_is_not_that_of_an_authority() {
    TestAuthority.Server server = AUTHORITY.server("localhost", YEAR);

    BulkReply reply = send(start(server), new Trust.Fingerprint(server.fingerprint()));

    assertDistrusted(reply, "not a CA");
  }

  @Test
  void a_node_that_is_not_believed_is_left_for_one_that_is() {
    URI impostor = start(TestAuthority.validFor(YEAR).server("localhost", YEAR));
    URI good = start(AUTHORITY.server("localhost", YEAR));

    assertThat(send(List.of(impostor, good), pem(AUTHORITY)))
        .isInstanceOf(BulkReply.Answered.class);
  }

  @Test
  void a_node_away_and_one_not_believed_is_a_fault_that_may_pass() {
    URI away = URI.create("https://localhost:1");
    URI impostor = start(TestAuthority.validFor(YEAR).server("localhost", YEAR));

    assertThat(send(List.of(away, impostor), pem(AUTHORITY)))
        .isInstanceOf(BulkReply.Unreachable.class);
    assertThat(send(List.of(impostor, away), pem(AUTHORITY)))
        .isInstanceOf(BulkReply.Unreachable.class);
  }

  @Test
  void a_certificate_that_cannot_be_read_is_told_and_not_thrown() {
    URI url = start(AUTHORITY.server("localhost", YEAR));
    String broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    assertDistrusted(send(url, new Trust.CertificateAuthority(broken)), "CA certificate");
  }

  private void assertDistrusted(BulkReply reply, String why) {
    assertThat(reply).isInstanceOf(BulkReply.Untrusted.class);
    assertThat(((BulkReply.Untrusted) reply).why()).contains(why);
    assertThat(requests).hasValue(0);
  }

  private static Trust pem(TestAuthority authority) {
    return new Trust.CertificateAuthority(authority.pem());
  }

  private static Trust fingerprint(TestAuthority authority) {
    return new Trust.Fingerprint(authority.fingerprint());
  }

  private static BulkReply send(URI url, Trust trust) {
    return send(List.of(url), trust);
  }

  private static BulkReply send(List<URI> urls, Trust trust) {
    return new ElasticsearchBulkClient(
            new Cluster(urls, Duration.ofMinutes(1), Duration.ofSeconds(20), true, true),
            0,
            Documents.tls(trust),
            Documents.credentials(Credentials.None::new))
        .send(new BulkRequest(Documents.of(1)), Duration.ofSeconds(20));
  }

  private URI start(TestAuthority.Server certified) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certified.context()));
      server.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
            byte[] answer =
                "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
      servers.add(server);
      return URI.create("https://localhost:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
