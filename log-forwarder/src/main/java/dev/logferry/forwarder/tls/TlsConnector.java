package dev.logferry.forwarder.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lays TLS over connected sockets. Host names are always verified. Sessions are resumed where the
 * server allows it, as long as the same connector is used. Two are equal if they are made of the
 * same configuration. Thread-safe.
 */
public final class TlsConnector {

  /**
   * The key exchange that is tried first, alone. The JDK otherwise makes a key for P-256 as well,
   * whose tables cost the first handshake of a process about 50 ms (docs/rationale/forwarder.md,
   * "Why is x25519 tried alone?").
   */
  private static final String[] X25519 = {"x25519"};

  private final TlsConfiguration configuration;
  private @Nullable SSLContext context;
  private volatile boolean x25519Alone = true;

  public TlsConnector(TlsConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Does the handshake.
   *
   * @param plain connected; closing it ends the handshake, whatever it waits for
   * @param host name or address without brackets, which the certificate has to be for
   * @throws UncheckedIOException if the configured certificates cannot be used
   */
  public SSLSocket connect(Socket plain, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // checks the host name
    if (x25519Alone) {
      parameters.setNamedGroups(X25519);
    }
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (SocketException e) {
      throw new SSLException(TlsFailure.HUNG_UP_MESSAGE, e);
    }
    return socket;
  }

  /**
   * Whether a handshake that failed is worth a second try at once, on another socket: with all key
   * exchanges that the platform knows. True at most once for each connector: from then on it offers
   * all.
   */
  public boolean offersMoreAfter(IOException failure) {
    if (!x25519Alone
        || !(failure instanceof SSLException)
        || TlsFailure.of(failure) == TlsFailure.CERTIFICATE) {
      return false;
    }
    x25519Alone = false;
    return true;
  }

  private synchronized SSLContext context() {
    SSLContext known = context;
    if (known == null) {
      known = contextOf(configuration);
      context = known;
    }
    return known;
  }

  /**
   * A context for clients that do not connect through this class.
   *
   * @throws UncheckedIOException if the configured certificates cannot be used
   */
  public static SSLContext contextOf(TlsConfiguration configuration) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          configuration.clientCertificate().isEmpty()
              ? null
              : new KeyManager[] {
                new ClientCertificateManager(configuration.clientCertificate().get())
              },
          new TrustManager[] {TrustManagers.of(configuration.trust())},
          null);
      return context;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          "the CA certificate cannot be used: " + e.getMessage(),
          new IOException(new CertificateException(e)));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TlsConnector connector && configuration.equals(connector.configuration);
  }

  @Override
  public int hashCode() {
    return configuration.hashCode();
  }
}
