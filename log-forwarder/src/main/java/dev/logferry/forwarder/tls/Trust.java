package dev.logferry.forwarder.tls;

/** Which servers to trust. Host names are verified in every case. */
public sealed interface Trust {

  /** The certificate authorities that the Java platform trusts. */
  record Platform() implements Trust {}

  /**
   * A private certificate authority.
   *
   * @param pem one or more certificates in PEM form
   */
  record CertificateAuthority(String pem) implements Trust {}

  /**
   * A certificate authority known by its fingerprint; the server has to present its certificate.
   *
   * @param sha256 64 hexadecimal digits, lower case, without colons
   */
  record Fingerprint(String sha256) implements Trust {}
}
