package dev.logferry.forwarder.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's own trust managers; what they check besides the anchors is never changed. */
final class TrustManagers {

  private TrustManagers() {}

  /**
   * Decides whether a server is trusted.
   *
   * @throws GeneralSecurityException if the authority's certificate cannot be used
   */
  static X509ExtendedTrustManager of(Trust trust) throws GeneralSecurityException, IOException {
    if (trust instanceof Trust.CertificateAuthority authority) {
      return anchoredIn(Pem.certificates(authority.pem()));
    }
    if (trust instanceof Trust.Fingerprint fingerprint) {
      return new FingerprintTrustManager(fingerprint.sha256());
    }
    return x509Manager(null);
  }

  /** The platform's checks, with only these certificates as anchors. */
  static X509ExtendedTrustManager anchoredIn(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("ca-" + i, anchors.get(i));
    }
    return x509Manager(store);
  }

  /**
   * @param anchors null for the authorities that the platform trusts
   */
  private static X509ExtendedTrustManager x509Manager(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("the platform has no X.509 trust manager");
  }
}
