package dev.logferry.forwarder.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.logferry.forwarder.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When certificates end, seen on real TLS servers. */
class CertificateExpiryTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration EXPIRED = Duration.ofDays(-1);
  private static final TestAuthority AUTHORITY = TestAuthority.validFor(YEAR);

  private final List<HttpsServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void a_server_s_certificate_ends_before_its_authority() {
    URI node = start(AUTHORITY.server("localhost", MONTH));

    assertEndsIn(MONTH, earliest(pem(AUTHORITY), node));
    assertEndsIn(MONTH, earliest(new Trust.Fingerprint(AUTHORITY.fingerprint()), node));
  }

  @Test
  void an_authority_can_end_before_its_servers() {
    TestAuthority authority = TestAuthority.validFor(WEEK);
    URI node = start(authority.server("localhost", MONTH));

    assertEndsIn(WEEK, earliest(new Trust.Fingerprint(authority.fingerprint()), node));
  }

  @Test
  void the_node_whose_certificate_ends_first_counts() {
    URI month = start(AUTHORITY.server("localhost", MONTH));
    URI week = start(AUTHORITY.server("localhost", WEEK));

    assertEndsIn(WEEK, earliest(pem(AUTHORITY), month, week));
  }

  @Test
  void a_certificate_that_has_expired_is_seen_though_it_is_not_believed() {
    assertEndsIn(EXPIRED, earliest(pem(AUTHORITY), start(AUTHORITY.server("localhost", EXPIRED))));
  }

  @Test
  void of_two_configured_authorities_the_later_counts() {
    TestAuthority next = TestAuthority.validFor(YEAR.multipliedBy(2));
    Trust both = new Trust.CertificateAuthority(AUTHORITY.pem() + next.pem());

    assertEndsIn(YEAR.multipliedBy(2), earliest(both));
  }

  @Test
  void a_node_that_is_away_hides_no_other() {
    URI away = URI.create("https://localhost:1");

    assertEndsIn(
        MONTH, earliest(pem(AUTHORITY), away, start(AUTHORITY.server("localhost", MONTH))));
  }

  @Test
  void nothing_is_known_of_nodes_without_tls_or_away() {
    Trust platform = new Trust.Platform();

    assertThat(earliest(platform, URI.create("http://localhost:1"))).isEmpty();
    assertThat(earliest(platform, URI.create("https://localhost:1"))).isEmpty();
    assertThat(earliest(platform, URI.create("https://no-such-host.invalid"))).isEmpty();
  }

  @Test
  void a_secret_that_cannot_be_read_is_no_failure() {
    Supplier<TlsConfiguration> unreadable =
        () -> {
          throw new UncheckedIOException(new IOException("no secret"));
        };

    assertThat(
            new CertificateExpiry(List.of(URI.create("https://localhost:1")), unreadable, TIMEOUT)
                .earliest(LIMIT))
        .isEmpty();
  }

  @Test
  void a_silent_node_is_not_waited_for_beyond_the_limit() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI node = URI.create("https://localhost:" + silent.getLocalPort());
      CertificateExpiry expiry =
          new CertificateExpiry(
              List.of(node), () -> new TlsConfiguration(pem(AUTHORITY)), Duration.ofMinutes(5));

      assertEndsIn(YEAR, expiry.earliest(Duration.ofMillis(300)));
    }
  }

  private static Optional<Instant> earliest(Trust trust, URI... nodes) {
    return new CertificateExpiry(List.of(nodes), () -> new TlsConfiguration(trust), TIMEOUT)
        .earliest(LIMIT);
  }

  private static Trust pem(TestAuthority authority) {
    return new Trust.CertificateAuthority(authority.pem());
  }

  private static void assertEndsIn(Duration expected, Optional<Instant> end) {
    assertThat(end.orElseThrow())
        .isCloseTo(Instant.now().plus(expected), within(10, ChronoUnit.MINUTES));
  }

  private URI start(TestAuthority.Server certified) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certified.context()));
      server.start();
      servers.add(server);
      return URI.create("https://localhost:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
