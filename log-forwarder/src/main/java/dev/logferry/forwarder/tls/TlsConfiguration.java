package dev.logferry.forwarder.tls;

import java.util.Optional;

/**
 * Whom the forwarder trusts, and what it shows of itself.
 *
 * @param clientCertificate empty if none is shown
 */
public record TlsConfiguration(Trust trust, Optional<ClientCertificate> clientCertificate) {

  /** Without a client certificate. */
  public TlsConfiguration(Trust trust) {
    this(trust, Optional.empty());
  }
}
