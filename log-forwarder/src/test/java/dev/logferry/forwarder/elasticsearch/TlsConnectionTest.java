package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.TestAuthority;
import dev.logferry.forwarder.tls.ClientCertificate;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS against real servers: client certificates, versions, key exchanges, sessions, rotations. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration DAY = Duration.ofDays(1);
  private static final TestAuthority AUTHORITY = TestAuthority.validFor(DAY);
  private static final TestAuthority OTHER = TestAuthority.validFor(DAY);

  private final List<TestServer> servers = new ArrayList<>();
  private final AtomicInteger readings = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "EC,256"})
  void a_server_that_demands_a_client_certificate_gets_it(String algorithm, int bits) {
    TestAuthority authority = TestAuthority.validFor(DAY, algorithm, bits);
    URI node = start(authority, TlsConnectionTest::demandCertificate);

    assertStored(send(node, with(authority, authority.client())));
  }

  @Test
  void a_server_that_demands_no_certificate_is_served_all_the_same() {
    assertStored(send(start(AUTHORITY, _ -> {}), with(AUTHORITY.client())));
  }

  @Test
  void without_the_certificate_that_is_demanded_the_remedy_is_reported_at_once() {
    URI node = start(AUTHORITY, TlsConnectionTest::demandCertificate);

    assertUntrusted(
        send(node, new TlsConfiguration(pem(AUTHORITY))),
        "LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE");
  }

  @Test
  void a_client_certificate_that_the_server_does_not_trust_is_reported_at_once() {
    URI node = start(AUTHORITY, TlsConnectionTest::demandCertificate);

    assertUntrusted(
        send(node, with(OTHER.client())), "does not accept the forwarder's client certificate");
    assertUntrusted(
        send(node, with(AUTHORITY.client(Duration.ofDays(-1)))),
        "does not accept the forwarder's client certificate");
  }

  @Test
  void a_server_that_hangs_up_during_the_handshake_may_not_accept_the_certificate() {
    TestServer rude =
        keep(
            TestServer.plain(
                exchange -> {
                  exchange.socket().setSoLinger(true, 0); // a reset, not an end
                  int _ = exchange.socket().getInputStream().read();
                }));

    BulkReply reply = send(rude.url("https", "localhost"), with(AUTHORITY.client()));

    assertThat(reply).isInstanceOf(BulkReply.Unreachable.class);
    assertThat(reply.why()).contains("may not accept the forwarder's client certificate");
  }

  /** The alert that a server of TLS 1.0 and 1.1 sends to a client of TLS 1.2 and 1.3. */
  @Test
  void a_server_without_a_version_in_common_is_reported_at_once() {
    TestServer old =
        keep(
            TestServer.plain(
                exchange -> {
                  int _ = exchange.socket().getInputStream().read(new byte[10_000]);
                  exchange.say("\u0015\u0003\u0001\u0000\u0002\u0002F");
                  int _ = exchange.socket().getInputStream().read();
                }));

    BulkReply reply = send(old.url("https", "localhost"), new TlsConfiguration(pem(AUTHORITY)));

    assertUntrusted(reply, "enable TLS 1.2 or 1.3");
  }

  @Test
  void a_port_without_tls_may_come_to_its_senses_but_is_named() {
    TestServer plain =
        keep(
            TestServer.plain(
                exchange -> exchange.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));

    BulkReply reply = send(plain.url("https", "localhost"), new TlsConfiguration(pem(AUTHORITY)));

    assertThat(reply).isInstanceOf(BulkReply.Unreachable.class);
    assertThat(reply.why()).contains("does not speak TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "x25519", "secp384r1"})
  void a_server_with_any_key_exchange_of_the_platform_is_reached(String group) {
    URI node = start(AUTHORITY, p -> p.setNamedGroups(new String[] {group}));

    assertStored(send(node, new TlsConfiguration(pem(AUTHORITY))));
  }

  /**
   * In TLS 1.2, offering x25519 alone rules out a P-256 certificate, too: the first handshake
   * fails, and the second offers all groups.
   */
  @ParameterizedTest
  @CsvSource({"TLSv1.2,RSA,2048,1", "TLSv1.2,EC,256,2", "TLSv1.3,EC,256,1"})
  void a_connection_is_used_again(String version, String algorithm, int bits, int connections)
      throws InterruptedException {
    TestAuthority authority = TestAuthority.validFor(DAY, algorithm, bits);
    TestServer server =
        keep(
            TestServer.tls(
                authority.server("localhost", DAY).context(),
                p -> p.setProtocols(new String[] {version}),
                TestServer::storeAll));

    try (ElasticsearchBulkClient client =
        client(server.url(), always(new TlsConfiguration(pem(authority))))) {
      assertStored(send(client));
      assertStored(send(client));
      Thread.sleep(1_500); // longer than a connection counts as just used
      assertStored(send(client));
    }

    assertThat(server.connections).hasValue(connections);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_second_connection_resumes_the_session_of_the_first(String version) {
    TestAuthority authority = TestAuthority.validFor(DAY, "RSA", 2048);
    List<byte[]> sessions = new ArrayList<>();
    List<Long> created = new ArrayList<>();
    TestServer server =
        keep(
            TestServer.tls(
                authority.server("localhost", DAY).context(),
                p -> p.setProtocols(new String[] {version}),
                exchange -> {
                  if (exchange.readRequest()) {
                    var session = ((SSLSocket) exchange.socket()).getSession();
                    synchronized (sessions) {
                      sessions.add(session.getId());
                      created.add(session.getCreationTime());
                    }
                    Thread.sleep(20);
                    exchange.say(
                        "HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(TestServer.STORED.length(), TestServer.STORED));
                  }
                }));

    try (ElasticsearchBulkClient client =
        client(server.url(), always(new TlsConfiguration(pem(authority))))) {
      assertStored(send(client));
      assertStored(send(client));
    }

    assertThat(server.connections).hasValue(2);
    assertThat(created.get(1)).isEqualTo(created.get(0));
  }

  @Test
  void a_ca_that_was_rotated_is_read_again_after_the_failure_and_no_request_fails() {
    AtomicReference<TestAuthority> stored = new AtomicReference<>(AUTHORITY);
    URI node = start(AUTHORITY, _ -> {});
    try (ElasticsearchBulkClient client = client(node, renewed(stored))) {
      assertStored(send(client));
      assertThat(readings).hasValue(1);
    }

    URI rotated = start(OTHER, _ -> {});
    Renewed<TlsConnector> tls = renewed(stored);
    var _ = tls.get(); // read before the rotation
    stored.set(OTHER);
    readings.set(0);
    try (ElasticsearchBulkClient client = client(rotated, tls)) {
      assertStored(send(client));
      assertThat(readings).hasValue(1);
      assertStored(send(client));
      assertThat(readings).hasValue(1);
    }
  }

  @Test
  void a_ca_that_was_rotated_is_in_use_after_the_time_to_live_without_a_failure() {
    AtomicReference<TestAuthority> stored = new AtomicReference<>(AUTHORITY);
    TestServer server =
        keep(
            TestServer.tls(
                AUTHORITY.server("localhost", DAY).context(), _ -> {}, TestServer::storeAll));
    try (ElasticsearchBulkClient client = client(server.url(), renewed(stored))) {
      assertStored(send(client));
      stored.set(OTHER);
      assertStored(send(client)); // over the connection that there is
      now = now.plus(Duration.ofMinutes(5));

      assertUntrusted(send(client), "PKIX");
    }
    assertThat(server.connections.get()).isGreaterThan(1);
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void a_client_certificate_that_was_rotated_is_read_again_after_the_rejection() {
    URI node = start(AUTHORITY, TlsConnectionTest::demandCertificate);
    AtomicReference<TestAuthority.Client> stored =
        new AtomicReference<>(AUTHORITY.client(Duration.ofDays(-1)));
    Renewed<TlsConnector> tls =
        new Renewed<>(() -> new TlsConnector(with(stored.get())), Duration.ofMinutes(5), () -> now);
    var _ = tls.get();
    stored.set(AUTHORITY.client());

    try (ElasticsearchBulkClient client = client(node, tls)) {
      assertStored(send(client));
    }
  }

  @Test
  void a_cluster_that_stays_untrusted_costs_one_reading_in_ten_seconds() {
    AtomicReference<TestAuthority> stored = new AtomicReference<>(AUTHORITY);
    URI node = start(OTHER, _ -> {});

    try (ElasticsearchBulkClient client = client(node, renewed(stored))) {
      for (int request = 0; request < 10; request++) {
        assertUntrusted(send(client), "PKIX");
      }
    }

    assertThat(readings).hasValue(2);
  }

  private Renewed<TlsConnector> renewed(AtomicReference<TestAuthority> stored) {
    return new Renewed<>(
        () -> {
          readings.incrementAndGet();
          return new TlsConnector(new TlsConfiguration(pem(stored.get())));
        },
        Duration.ofMinutes(5),
        () -> now);
  }

  private Renewed<TlsConnector> always(TlsConfiguration configuration) {
    return new Renewed<>(() -> new TlsConnector(configuration), DAY, () -> now);
  }

  private static void demandCertificate(SSLParameters parameters) {
    parameters.setNeedClientAuth(true);
  }

  private static TlsConfiguration with(TestAuthority.Client client) {
    return with(AUTHORITY, client);
  }

  private static TlsConfiguration with(TestAuthority authority, TestAuthority.Client client) {
    return new TlsConfiguration(
        pem(authority),
        Optional.of(ClientCertificate.of(client.certificatePem() + client.keyPem())));
  }

  private static Trust pem(TestAuthority authority) {
    return new Trust.CertificateAuthority(authority.pem());
  }

  private URI start(TestAuthority authority, Consumer<SSLParameters> parameters) {
    return keep(TestServer.tls(
            authority.server("localhost", DAY).context(), parameters, TlsConnectionTest::answerAll))
        .url();
  }

  private static void answerAll(TestServer.Exchange exchange) throws IOException {
    TestServer.storeAll(exchange);
  }

  private TestServer keep(TestServer server) {
    servers.add(server);
    return server;
  }

  private BulkReply send(URI node, TlsConfiguration configuration) {
    try (ElasticsearchBulkClient client = client(node, always(configuration))) {
      return send(client);
    }
  }

  private static BulkReply send(ElasticsearchBulkClient client) {
    return client.send(new BulkRequest(Documents.of(1)), TIMEOUT);
  }

  private static ElasticsearchBulkClient client(URI node, Renewed<TlsConnector> tls) {
    return new ElasticsearchBulkClient(
        new Cluster(List.of(node), TIMEOUT, TIMEOUT, true, true),
        0,
        tls,
        Documents.credentials(Credentials.None::new));
  }

  private static void assertStored(BulkReply reply) {
    assertThat(reply).isInstanceOf(BulkReply.Answered.class);
  }

  private static void assertUntrusted(BulkReply reply, String why) {
    assertThat(reply).isInstanceOf(BulkReply.Untrusted.class);
    assertThat(reply.why()).contains(why);
  }
}
