package dev.logferry.cli.connection;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a chain that holds the certificate with a fingerprint and that is valid with it as the
 * only anchor, for the host that was asked for.
 */
final class FingerprintTrustManager extends X509ExtendedTrustManager {

  private final String sha256;

  FingerprintTrustManager(String sha256) {
    this.sha256 = sha256;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    anchored(chain).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    anchored(chain).checkServerTrusted(chain, authType, socket);
  }

  private X509ExtendedTrustManager anchored(X509Certificate[] chain) throws CertificateException {
    try {
      for (X509Certificate certificate : chain) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        if (HexFormat.of().formatHex(digest).equals(sha256)) {
          return TlsContexts.trusting(List.of(certificate));
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("cannot check the fingerprint", e);
    }
    throw new CertificateException(
        "none of the %d certificates that the server presents has the fingerprint %s; it presents %s"
            .formatted(
                chain.length,
                sha256,
                Arrays.stream(chain).map(one -> one.getSubjectX500Principal().getName()).toList()));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("without a connection the host name cannot be checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
