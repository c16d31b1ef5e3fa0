package dev.logferry.forwarder.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Remembers what a server presents, and leaves the judgement to another. */
final class SeenCertificates extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager judge;
  private volatile List<X509Certificate> chain = List.of();

  SeenCertificates(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** The server's own certificate first; empty as long as none was presented. */
  List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType, Socket socket)
      throws CertificateException {
    chain = List.of(presented);
    judge.checkServerTrusted(presented, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
      throws CertificateException {
    chain = List.of(presented);
    judge.checkServerTrusted(presented, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType)
      throws CertificateException {
    chain = List.of(presented);
    judge.checkServerTrusted(presented, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType)
      throws CertificateException {
    judge.checkClientTrusted(presented, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(presented, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(presented, authType, engine);
  }
}
