package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads which servers to believe from the function's variables. */
public final class TrustSettings {

  private static final String PEM = "LOGFERRY_ELASTICSEARCH_CA_PEM";
  private static final String FILE = "LOGFERRY_ELASTICSEARCH_CA_FILE";
  private static final String FINGERPRINT = "LOGFERRY_ELASTICSEARCH_CA_FINGERPRINT";
  private static final String SECRET = "LOGFERRY_ELASTICSEARCH_CA_SECRET";

  private TrustSettings() {}

  /** The authorities in a file. */
  public static Trust inFile(Path file) {
    try {
      return new Trust.Authorities(file.toString(), certificates(Files.readString(file)));
    } catch (IOException | GeneralSecurityException unusable) {
      throw new CommandFailure(
          "cannot read certificates from %s: %s".formatted(file, CommandFailure.reasonOf(unusable)),
          unusable);
    }
  }

  /** Reads the function's variables; at most one of them may be set. */
  static Trust read(Variables variables, List<String> problems) {
    List<String> set =
        Stream.of(PEM, FILE, FINGERPRINT, SECRET)
            .filter(name -> variables.get(name).isPresent())
            .toList();
    if (set.size() > 1) {
      problems.add("%s exclude each other; set one".formatted(String.join(" and ", set)));
    }
    if (set.isEmpty()) {
      return new Trust.Platform();
    }
    String name = set.getFirst();
    String value = variables.get(name).orElseThrow();
    return switch (name) {
      case PEM -> authorities(name, value.replace("\\n", "\n"), problems);
      case FILE -> inFile(name, value, problems);
      case FINGERPRINT -> fingerprint(value, problems);
      default -> {
        problems.add(
            "%s names a secret in AWS, which only the function reads; set %s here"
                .formatted(name, FILE));
        yield new Trust.Platform();
      }
    };
  }

  /** Reads a file that a variable names. */
  static Trust inFile(String variable, String file, List<String> problems) {
    try {
      return authorities(variable, Files.readString(Path.of(file)), problems);
    } catch (IOException | IllegalArgumentException unreadable) {
      problems.add(
          "%s: cannot read a file of that name (%s)"
              .formatted(variable, unreadable.getClass().getSimpleName()));
      return new Trust.Platform();
    }
  }

  private static Trust authorities(String variable, String pem, List<String> problems) {
    try {
      return new Trust.Authorities(variable, certificates(pem));
    } catch (GeneralSecurityException e) {
      problems.add(
          "%s holds no certificate: it begins with -----BEGIN CERTIFICATE-----"
              .formatted(variable));
      return new Trust.Platform();
    }
  }

  private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (found.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    return found.stream().map(X509Certificate.class::cast).toList();
  }

  private static Trust fingerprint(String text, List<String> problems) {
    String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!Pattern.matches("[0-9a-f]{64}", digits)) {
      problems.add(
          "%s is no SHA-256 fingerprint: 64 hexadecimal digits, with or without colons"
              .formatted(FINGERPRINT));
      return new Trust.Platform();
    }
    return new Trust.Fingerprint(digits);
  }
}
