package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Connection;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Says what is right or wrong with a server's certificates. */
final class Certificates {

  private static final Duration SOON = Duration.ofDays(30);

  private Certificates() {}

  /** Of a certificate that is trusted. */
  static Finding valid(X509Certificate own, String protocol, Instant now) {
    Instant end = own.getNotAfter().toInstant();
    long days = Duration.between(now, end).toDays();
    String text =
        "%s; certificate of %s, issued by %s, valid until %s"
            .formatted(
                protocol, name(own.getSubjectX500Principal().getName()), issuer(own), date(end));
    return end.isBefore(now.plus(SOON))
        ? Finding.warn("TLS", text, "it expires in %d days: renew it".formatted(days))
        : Finding.ok("TLS", text);
  }

  /** Of a chain that is not trusted; an empty text if it seems to be in order. */
  static Finding untrusted(
      List<X509Certificate> chain, String host, Connection connection, Instant now) {
    for (X509Certificate certificate : chain) {
      String subject = name(certificate.getSubjectX500Principal().getName());
      if (certificate.getNotAfter().toInstant().isBefore(now)) {
        return Finding.fail(
            "TLS",
            "the certificate of %s expired on %s"
                .formatted(subject, date(certificate.getNotAfter().toInstant())),
            "renew it on the server");
      }
      if (certificate.getNotBefore().toInstant().isAfter(now)) {
        return Finding.fail(
            "TLS",
            "the certificate of %s is not valid before %s"
                .formatted(subject, date(certificate.getNotBefore().toInstant())),
            "check the clocks of this machine and of the one that issued it");
      }
    }
    X509Certificate own = chain.getFirst();
    List<String> names = names(own);
    if (!isFor(names, host)) {
      return Finding.fail(
          "TLS",
          "the certificate is for %s, not for %s"
              .formatted(names.isEmpty() ? "no host name" : String.join(", ", names), host),
          "use one of these names in LOGFERRY_ELASTICSEARCH_URLS, or issue a certificate for "
              + host);
    }
    return Finding.fail(
        "TLS",
        "the certificate was issued by %s, which is not %s"
            .formatted(issuer(chain.getLast()), connection.trusted()),
        "give that authority's certificate in LOGFERRY_ELASTICSEARCH_CA_FILE, _PEM or _SECRET; if it is there, the server has to send its intermediate certificates as well");
  }

  private static boolean isFor(List<String> names, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(
            name ->
                name.equals(wanted)
                    || (name.startsWith("*.")
                        && wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(name.substring(1))));
  }

  /** Host names and addresses; kinds 2 and 7 of RFC 5280, 4.2.1.6. */
  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives == null) {
        return List.of();
      }
      return alternatives.stream()
          .filter(entry -> entry.getFirst().equals(2) || entry.getFirst().equals(7))
          .map(entry -> String.valueOf(entry.get(1)))
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  private static String issuer(X509Certificate certificate) {
    return name(certificate.getIssuerX500Principal().getName());
  }

  private static String name(String distinguished) {
    return distinguished.isEmpty() ? "(no name)" : distinguished;
  }

  private static LocalDate date(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
