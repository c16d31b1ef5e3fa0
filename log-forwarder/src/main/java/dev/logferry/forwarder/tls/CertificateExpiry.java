package dev.logferry.forwarder.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
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
 * the nodes present, and the configured authority. Nothing is sent but a TLS handshake.
 */
public final class CertificateExpiry {

  private static final int HTTPS_PORT = 443;

  private final List<URI> nodes;
  private final Supplier<Trust> trust;
  private final Duration connectTimeout;

  /**
   * @param nodes base addresses; those without TLS are passed over
   * @param connectTimeout for one node to accept a connection, and for each part of its handshake
   */
  public CertificateExpiry(List<URI> nodes, Supplier<Trust> trust, Duration connectTimeout) {
    this.nodes = List.copyOf(nodes);
    this.trust = trust;
    this.connectTimeout = connectTimeout;
  }

  /**
   * The earliest end, also one that is past. Never throws: it is a look aside from the work.
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
    Trust believed = trust.get();
    if (believed instanceof Trust.CertificateAuthority(String pem)) {
      latestOf(pem).ifPresent(ends::add);
    }
    for (URI node : nodes) {
      if ("https".equals(node.getScheme())) {
        ends.addAll(presentedBy(node, believed));
      }
    }
  }

  /** While authorities change, the old one stands beside the new one, which is what counts. */
  private static Optional<Instant> latestOf(String pem) {
    try {
      return ends(TrustedConnections.certificates(pem)).stream().max(Comparator.naturalOrder());
    } catch (GeneralSecurityException _) { // whoever sends a request tells of it
      return Optional.empty();
    }
  }

  /** What it presented, even where the handshake fails: that is how an expired one is seen. */
  private List<Instant> presentedBy(URI node, Trust believed) {
    int millis = Math.toIntExact(connectTimeout.toMillis());
    int port = node.getPort() < 0 ? HTTPS_PORT : node.getPort();
    SeenCertificates seen = new SeenCertificates(TrustedConnections.manager(believed));
    try (Socket plain = new Socket()) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      plain.connect(new InetSocketAddress(node.getHost(), port), millis);
      plain.setSoTimeout(millis);
      try (SSLSocket socket = overTls(context, plain, node.getHost(), port)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException _) { // whoever sends a request tells of it
    }
    return ends(seen.chain());
  }

  private static SSLSocket overTls(SSLContext context, Socket plain, String host, int port)
      throws IOException {
    return (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
  }

  private static List<Instant> ends(Collection<? extends Certificate> certificates) {
    return certificates.stream()
        .filter(X509Certificate.class::isInstance)
        .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
        .toList();
  }
}
