package dev.logferry.forwarder.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Remembers what a server presents, and leaves the decision to another trust manager. */
final class SeenCertificates extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager delegate;
  private volatile List<X509Certificate> chain = List.of();

  SeenCertificates(X509ExtendedTrustManager delegate) {
    this.delegate = delegate;
  }

  /** The server's own certificate first; empty as long as none was presented. */
  List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType, Socket socket)
      throws CertificateException {
    chain = List.of(presented);
    delegate.checkServerTrusted(presented, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
      throws CertificateException {
    chain = List.of(presented);
    delegate.checkServerTrusted(presented, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] presented, String authType)
      throws CertificateException {
    chain = List.of(presented);
    delegate.checkServerTrusted(presented, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return delegate.getAcceptedIssuers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType)
      throws CertificateException {
    delegate.checkClientTrusted(presented, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType, Socket socket)
      throws CertificateException {
    delegate.checkClientTrusted(presented, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
      throws CertificateException {
    delegate.checkClientTrusted(presented, authType, engine);
  }
}
