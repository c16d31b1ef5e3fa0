package dev.logferry.cli.connection;

import java.security.cert.X509Certificate;
import java.util.List;

/** Which servers are believed. Host names are checked in every case. */
public sealed interface Trust {

  /** The authorities that the Java platform trusts. */
  record Platform() implements Trust {}

  /**
   * These authorities and no others.
   *
   * @param source names where they come from, for a person
   */
  record Authorities(String source, List<X509Certificate> certificates) implements Trust {
    public Authorities {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * The authority whose certificate has this fingerprint; the server has to present it.
   *
   * @param sha256 64 hexadecimal digits, lower case
   */
  record Fingerprint(String sha256) implements Trust {}

  /** Names it for a person. */
  default String description() {
    return switch (this) {
      case Platform _ -> "the authorities that Java trusts";
      case Authorities(String source, _) -> "the authority in " + source;
      case Fingerprint(String sha256) ->
          "the authority with the fingerprint " + sha256.substring(0, 16) + "…";
    };
  }
}
