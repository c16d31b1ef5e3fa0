package dev.logferry.forwarder.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Finds out when the first certificate expires on which the way to the cluster depends: those that
 * the nodes present, the configured authority, and the forwarder's own. Nothing is sent but a TLS
 * handshake.
 */
public final class CertificateExpiry {

  private final List<URI> nodes;
  private final Supplier<TlsConfiguration> configuration;
  private final Duration connectTimeout;

  /**
   * @param nodes base addresses; those without TLS are skipped
   * @param connectTimeout for one node to accept a connection, and for each part of its handshake
   */
  public CertificateExpiry(
      List<URI> nodes, Supplier<TlsConfiguration> configuration, Duration connectTimeout) {
    this.nodes = List.copyOf(nodes);
    this.configuration = configuration;
    this.connectTimeout = connectTimeout;
  }

  /**
   * The earliest end, even if it is past. Best effort; never throws.
   *
   * @param limit how long to wait for all nodes
   * @return empty if no certificate was seen in that time
   */
  public Optional<Instant> earliest(Duration limit) {
    Queue<Instant> ends = new ConcurrentLinkedQueue<>();
    Thread looking =
        Thread.ofPlatform()
            .daemon()
            .name("certificates")
            .uncaughtExceptionHandler((_, _) -> {}) // what was seen until then is the answer
            .start(() -> look(ends));
    try {
      boolean _ = looking.join(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return ends.stream().min(Comparator.naturalOrder());
  }

  private void look(Queue<Instant> ends) {
    TlsConfiguration current = configuration.get();
    if (current.trust() instanceof Trust.CertificateAuthority(String pem)) {
      latestOf(pem).ifPresent(ends::add);
    }
    current.clientCertificate().ifPresent(own -> ends.addAll(ends(own.chain())));
    for (URI node : nodes) {
      if (HostAndPort.isTls(node)) {
        ends.addAll(presentedBy(HostAndPort.of(node), current.trust()));
      }
    }
  }

  /** While authorities change, the old one stands beside the new one, which is what counts. */
  private static Optional<Instant> latestOf(String pem) {
    try {
      return ends(Pem.certificates(pem)).stream().max(Comparator.naturalOrder());
    } catch (IllegalArgumentException _) { // the next request reports it
      return Optional.empty();
    }
  }

  /** What it presented, even where the handshake fails: that is how an expired one is seen. */
  private List<Instant> presentedBy(HostAndPort node, Trust trust) {
    int millis = Math.toIntExact(connectTimeout.toMillis());
    try (Socket plain = new Socket()) {
      SeenCertificates seen = new SeenCertificates(TrustManagers.of(trust));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      plain.connect(new InetSocketAddress(node.host(), node.port()), millis);
      plain.setSoTimeout(millis);
      handshake(context, plain, node);
      return ends(seen.chain());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
      return List.of(); // the next request reports it
    }
  }

  private static void handshake(SSLContext context, Socket plain, HostAndPort node) {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, node.host(), node.port(), true)) {
      socket.startHandshake();
    } catch (IOException _) { // the certificates may have been seen all the same
    }
  }

  private static List<Instant> ends(Collection<X509Certificate> certificates) {
    return certificates.stream().map(certificate -> certificate.getNotAfter().toInstant()).toList();
  }
}
