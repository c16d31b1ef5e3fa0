package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;

/** How the forwarder learns which servers to believe. */
public sealed interface TrustSettings {

  /** It is known from the environment. */
  record Known(Trust trust) implements TrustSettings {}

  /** The CA's certificate stands in Secrets Manager. */
  record InSecret(String nameOrArn) implements TrustSettings {}

  static TrustSettings read(EnvironmentReader reader) {
    List<Variable> ways =
        List.of(
            Variable.ELASTICSEARCH_CA_PEM,
            Variable.ELASTICSEARCH_CA_FILE,
            Variable.ELASTICSEARCH_CA_SECRET,
            Variable.ELASTICSEARCH_CA_FINGERPRINT);
    List<String> set =
        ways.stream().filter(way -> reader.text(way).isPresent()).map(Variable::key).toList();
    if (set.size() > 1) {
      reader.problem("of the CA settings only one can be set, but these are: " + set);
    }
    Optional<Trust> pem = reader.optional(Variable.ELASTICSEARCH_CA_PEM, TrustSettings::pem);
    Optional<Trust> file = reader.optional(Variable.ELASTICSEARCH_CA_FILE, TrustSettings::file);
    Optional<Trust> fingerprint =
        reader.optional(
            Variable.ELASTICSEARCH_CA_FINGERPRINT,
            value -> new Trust.Fingerprint(ValueParsers.fingerprint(value)));
    Optional<String> secret = reader.text(Variable.ELASTICSEARCH_CA_SECRET).map(String::strip);
    if (secret.isPresent()) {
      return new InSecret(secret.get());
    }
    return new Known(pem.or(() -> file).or(() -> fingerprint).orElseGet(Trust.Platform::new));
  }

  /** Some consoles turn the line ends of a variable into the two characters backslash and n. */
  private static Trust pem(String value) {
    return authority(value.replace("\\n", "\n"));
  }

  private static Trust file(String value) {
    try {
      // A file that is not text is told to be no PEM, and not to be badly encoded.
      return authority(Files.readString(Path.of(value), StandardCharsets.ISO_8859_1));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s); on Lambda a file of the package stands in /var/task"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * A certificate authority of one's own.
   *
   * @param pem one or more certificates
   * @throws IllegalArgumentException without the text, if it holds no certificate that can be read
   */
  static Trust authority(String pem) {
    boolean marked =
        pem.lines().anyMatch(line -> line.strip().equals("-----BEGIN CERTIFICATE-----"));
    if (!marked) {
      throw new IllegalArgumentException(
          "expected a PEM certificate, with a line -----BEGIN CERTIFICATE-----");
    }
    if (!isReadable(pem)) {
      throw new IllegalArgumentException(
          "the PEM text is not made of certificates alone, or one of them is incomplete; try `openssl x509 -noout -subject` on it");
    }
    return new Trust.CertificateAuthority(pem);
  }

  private static boolean isReadable(String pem) {
    var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    try {
      return !CertificateFactory.getInstance("X.509").generateCertificates(input).isEmpty();
    } catch (CertificateException _) { // its message can quote the text, which may be a key
      return false;
    }
  }
}
