package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.tls.Pem;
import dev.logferry.forwarder.tls.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the forwarder learns which servers to trust. */
public sealed interface TrustSettings {

  /** It is known from the environment. */
  record Known(Trust trust) implements TrustSettings {}

  /** The CA's certificate is in a file, read again when the time to live ends. */
  record InFile(String path) implements TrustSettings {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException without its text, if it cannot be used
     */
    public Trust read() {
      return authority(PemFile.read(path));
    }
  }

  /** The CA's certificate is in Secrets Manager. */
  record InSecret(String nameOrArn) implements TrustSettings {}

  static TrustSettings read(EnvironmentReader reader) {
    requireOneWay(reader);
    Optional<String> secret = SecretName.read(reader, Variable.ELASTICSEARCH_CA_SECRET);
    if (secret.isPresent()) {
      return new InSecret(secret.get());
    }
    TrustSettings platform = new Known(new Trust.Platform());
    // Bootstrapping a lambda costs start-up time, so only for the way that is set.
    if (reader.text(Variable.ELASTICSEARCH_CA_FILE).isPresent()) {
      return reader.parsed(Variable.ELASTICSEARCH_CA_FILE, TrustSettings::file, platform);
    }
    if (reader.text(Variable.ELASTICSEARCH_CA_PEM).isPresent()) {
      return reader.parsed(Variable.ELASTICSEARCH_CA_PEM, TrustSettings::pem, platform);
    }
    if (reader.text(Variable.ELASTICSEARCH_CA_FINGERPRINT).isPresent()) {
      return reader.parsed(
          Variable.ELASTICSEARCH_CA_FINGERPRINT, TrustSettings::fingerprint, platform);
    }
    return platform;
  }

  private static void requireOneWay(EnvironmentReader reader) {
    List<String> set = new ArrayList<>();
    for (Variable way :
        List.of(
            Variable.ELASTICSEARCH_CA_PEM,
            Variable.ELASTICSEARCH_CA_FILE,
            Variable.ELASTICSEARCH_CA_SECRET,
            Variable.ELASTICSEARCH_CA_FINGERPRINT)) {
      if (reader.text(way).isPresent()) {
        set.add(way.key());
      }
    }
    if (set.size() > 1) {
      reader.problem("of the CA settings only one can be set, but these are: " + set);
    }
  }

  /** Some consoles turn the line ends of a variable into the two characters backslash and n. */
  private static TrustSettings pem(String value) {
    return new Known(authority(value.replace("\\r", "").replace("\\n", "\n")));
  }

  private static TrustSettings fingerprint(String value) {
    return new Known(new Trust.Fingerprint(ValueParsers.fingerprint(value)));
  }

  private static TrustSettings file(String path) {
    InFile file = new InFile(path);
    Trust _ = file.read();
    return file;
  }

  /**
   * A private certificate authority.
   *
   * @param pem one or more certificates
   * @throws IllegalArgumentException without the text, if it holds no certificate that can be read,
   *     or a private key
   */
  static Trust authority(String pem) {
    var _ = Pem.certificates(pem);
    return new Trust.CertificateAuthority(pem);
  }
}
