package dev.logferry.forwarder.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the socket factory that believes what {@link Trust} says. */
public final class TrustedConnections {

  private TrustedConnections() {}

  public static SSLSocketFactory socketFactory(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager(trust)}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /**
   * Who decides whether a server is believed.
   *
   * @throws UncheckedIOException if the authority's certificate cannot be used
   */
  static X509ExtendedTrustManager manager(Trust trust) {
    try {
      return switch (trust) {
        case Trust.Platform _ -> platformManager();
        case Trust.CertificateAuthority(String pem) -> managerFor(certificates(pem));
        case Trust.Fingerprint(String sha256) -> new FingerprintTrustManager(sha256);
      };
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
  }

  private static UncheckedIOException unusable(Exception e) {
    return new UncheckedIOException(
        "the CA certificate cannot be used: " + e.getMessage(),
        new IOException(new CertificateException(e)));
  }

  static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    var certificates = CertificateFactory.getInstance("X.509").generateCertificates(input);
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in the PEM text");
    }
    return certificates;
  }

  /** The platform's own checks, with only these certificates as anchors. */
  static X509ExtendedTrustManager managerFor(Collection<? extends Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate anchor : anchors) {
      store.setCertificateEntry("ca-" + number++, anchor);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return x509Manager(factory);
  }

  private static X509ExtendedTrustManager platformManager() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return x509Manager(factory);
  }

  private static X509ExtendedTrustManager x509Manager(TrustManagerFactory factory)
      throws GeneralSecurityException {
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("the platform has no X.509 trust manager");
  }
}
