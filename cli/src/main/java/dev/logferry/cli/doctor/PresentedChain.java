package dev.logferry.cli.doctor;

import dev.logferry.forwarder.tls.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at the certificates of a server that is not trusted, to say why. The handshake is all that
 * happens: nothing is sent to that server.
 */
final class PresentedChain {

  private PresentedChain() {}

  /** The server's own certificate first; empty if the handshake fails for another reason. */
  static Optional<List<X509Certificate>> of(HostAndPort address, Duration timeout) {
    Recorder recorder = new Recorder();
    try (Socket plain = new Socket()) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, null);
      plain.connect(
          new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, address.host(), address.port(), true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException _) {
      // A server that wants a client certificate ends the handshake after it has shown its own.
    }
    return Optional.of(recorder.chain).filter(chain -> !chain.isEmpty());
  }

  /** Lets the handshake go on, whatever is presented. */
  private static final class Recorder extends X509ExtendedTrustManager {
    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type, Socket socket) {
      chain = List.of(presented);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type, SSLEngine engine) {
      chain = List.of(presented);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type) {
      chain = List.of(presented);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
