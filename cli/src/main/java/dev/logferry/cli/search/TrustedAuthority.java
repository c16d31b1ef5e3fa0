package dev.logferry.cli.search;

import dev.logferry.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities in a PEM file: trusted, and no others. */
final class TrustedAuthority {
  private final List<Certificate> certificates;

  private TrustedAuthority(List<Certificate> certificates) {
    this.certificates = certificates;
  }

  /** Reads the file, which may hold several certificates. */
  static TrustedAuthority in(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      var certificates =
          List.<Certificate>copyOf(
              CertificateFactory.getInstance("X.509").generateCertificates(pem));
      if (certificates.isEmpty()) {
        throw new CommandFailure("there is no certificate in %s".formatted(file));
      }
      return new TrustedAuthority(certificates);
    } catch (IOException | CertificateException unreadable) {
      throw new CommandFailure(
          "cannot read certificates from %s: %s"
              .formatted(file, CommandFailure.reasonOf(unreadable)),
          unreadable);
    }
  }

  SSLContext sslContext() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (int index = 0; index < certificates.size(); index++) {
        trusted.setCertificateEntry("authority-" + index, certificates.get(index));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new AssertionError("every Java platform has TLS and a key store", impossible);
    }
  }
}
