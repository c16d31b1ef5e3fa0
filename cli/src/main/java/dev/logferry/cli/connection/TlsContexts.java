package dev.logferry.cli.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS contexts that believe what {@link Trust} says. */
public final class TlsContexts {

  private TlsContexts() {}

  /** A context for clients. */
  public static SSLContext context(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          switch (trust) {
            case Trust.Platform _ -> null;
            case Trust.Authorities(_, var certificates) ->
                new TrustManager[] {trusting(certificates)};
            case Trust.Fingerprint(String sha256) ->
                new TrustManager[] {new FingerprintTrustManager(sha256)};
          },
          null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new AssertionError("every Java platform has TLS and a key store", impossible);
    }
  }

  /** The platform's own checks, with these certificates as the only anchors. */
  static X509ExtendedTrustManager trusting(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int index = 0; index < anchors.size(); index++) {
      store.setCertificateEntry("authority-" + index, anchors.get(index));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("the platform has no X.509 trust manager");
  }
}
