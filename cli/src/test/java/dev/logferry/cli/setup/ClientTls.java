package dev.logferry.cli.setup;

import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** TLS for clients of the tests' own. */
final class ClientTls {

  private ClientTls() {}

  static SSLContext trusting(Path caFile) {
    try {
      return TlsConnector.contextOf(
          new TlsConfiguration(new Trust.CertificateAuthority(Files.readString(caFile))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
