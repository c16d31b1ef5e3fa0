package dev.logferry.forwarder.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server whose chain holds a certificate authority with a known fingerprint. That
 * certificate becomes the only anchor of the platform's own check, so signatures, dates and host
 * name are verified as always.
 */
final class FingerprintTrustManager extends X509ExtendedTrustManager {

  private final String sha256;

  FingerprintTrustManager(String sha256) {
    this.sha256 = sha256;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    anchoredIn(chain).checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    anchoredIn(chain).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    anchoredIn(chain).checkServerTrusted(chain, authType);
  }

  private X509ExtendedTrustManager anchoredIn(X509Certificate[] chain) throws CertificateException {
    try {
      for (X509Certificate certificate : chain) {
        if (fingerprint(certificate).equals(sha256)) {
          checkAuthority(certificate);
          return TrustManagers.anchoredIn(List.of(certificate));
        }
      }
      throw new CertificateException(
          "no certificate that the server presents has the fingerprint %s; its last one has %s. Either this is not your cluster, or the server does not send its CA certificate: then set the CA's PEM instead"
              .formatted(
                  sha256, chain.length == 0 ? "none" : fingerprint(chain[chain.length - 1])));
    } catch (GeneralSecurityException | IOException e) {
      throw e instanceof CertificateException known ? known : new CertificateException(e);
    }
  }

  /** The JDK does not validate the trust anchor itself (dates, CA flag), so this does. */
  private static void checkAuthority(X509Certificate certificate) throws CertificateException {
    if (certificate.getBasicConstraints() < 0) {
      throw new CertificateException(
          "the fingerprint is that of a certificate that is not a CA; give that of the CA");
    }
    certificate.checkValidity();
  }

  static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the forwarder is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("the forwarder is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("the forwarder is no server");
  }
}
