package dev.logferry.forwarder.tls;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/**
 * Why a TLS connection failed, and what helps. Those that {@link #lasts} stay as they are until an
 * operator acts, so trying again is no use.
 */
public enum TlsFailure {
  /** The server's certificate is not trusted; the platform's message says why. */
  CERTIFICATE(""),

  /** Client and server speak no version of TLS in common. */
  VERSION(
      "; the node offers no version of TLS that the forwarder speaks: enable TLS 1.2 or 1.3 on it (xpack.security.http.ssl.supported_protocols, or the proxy before it)"),

  /** The server does not accept the client's certificate, or misses one. */
  CLIENT_CERTIFICATE(
      "; the node does not accept the forwarder's client certificate, or misses one: check LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE or _SECRET, its dates, and that the node trusts its CA"),

  /** Client and server have no cipher suite in common, or the server says no more than that. */
  PARAMETERS(
      "; the node accepts none of the forwarder's cipher suites and key exchanges, or demands a client certificate"),

  /** The port answers, but not in TLS. May pass: something else answers while a node starts. */
  NOT_TLS("; the port does not speak TLS: check the scheme and the port of the address"),

  /** The connection broke during the handshake. A server may do so without another word. */
  HUNG_UP("; if this goes on, the node may not accept the forwarder's client certificate"),

  /** Anything else, which may pass. */
  OTHER("");

  static final String HUNG_UP_MESSAGE = "the node hung up during the TLS handshake";

  private final String remedy;

  TlsFailure(String remedy) {
    this.remedy = remedy;
  }

  /** What to say after the platform's own message; begins with a semicolon, or is empty. */
  public String remedy() {
    return remedy;
  }

  /** Whether the same would fail in the same way in a minute. */
  public boolean lasts() {
    return this != OTHER && this != NOT_TLS && this != HUNG_UP;
  }

  /** Whether other certificates may help: those that are read again. */
  public boolean mayBeRotation() {
    return lasts() || this == HUNG_UP;
  }

  public static TlsFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return CERTIFICATE;
      }
    }
    return failure instanceof SSLException
        ? ofMessage(String.valueOf(failure.getMessage()))
        : OTHER;
  }

  /**
   * The JDK has no type for an alert, but names it in its message.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.2">RFC 8446, error alerts</a>
   */
  private static TlsFailure ofMessage(String message) {
    if (message.contains("protocol_version") || message.contains("protocol version")) {
      return VERSION;
    }
    if (message.contains("certificate") || has(message, "unknown_ca", "access_denied")) {
      return CLIENT_CERTIFICATE;
    }
    if (has(message, "handshake_failure", "insufficient_security")) {
      return PARAMETERS;
    }
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return NOT_TLS;
    }
    return message.equals(HUNG_UP_MESSAGE) ? HUNG_UP : OTHER;
  }

  private static boolean has(String message, String one, String other) {
    return message.contains(one) || message.contains(other);
  }
}
