package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.tls.ClientCertificate;
import java.util.Optional;

/** What the forwarder shows a server that asks for a client certificate. */
public sealed interface ClientCertificateSettings {

  /** Nothing. */
  record None() implements ClientCertificateSettings {}

  /**
   * What files hold, read again when the time to live ends.
   *
   * @param certificate path of the certificate chain as PEM
   * @param key path of the private key as PEM; empty if it is in the same file
   */
  record InFiles(String certificate, Optional<String> key) implements ClientCertificateSettings {

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException without their text, if they cannot be used
     */
    public ClientCertificate read() {
      String keyText = key.isPresent() ? "\n" + PemFile.read(key.get()) : "";
      return ClientCertificate.of(PemFile.read(certificate) + keyText);
    }
  }

  /** Certificate chain and private key are in Secrets Manager. */
  record InSecret(String nameOrArn) implements ClientCertificateSettings {}

  static ClientCertificateSettings read(EnvironmentReader reader) {
    Optional<String> secret =
        SecretName.read(reader, Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET);
    Optional<String> file = reader.text(Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE);
    Optional<String> key = reader.text(Variable.ELASTICSEARCH_CLIENT_KEY_FILE);
    if (secret.isPresent() && (file.isPresent() || key.isPresent())) {
      reader.problem(
          "the client certificate is given twice; keep "
              + Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET.key()
              + " or the files");
    }
    if (secret.isPresent()) {
      return new InSecret(secret.get());
    }
    if (file.isEmpty()) {
      if (key.isPresent()) {
        reader.problem(
            Variable.ELASTICSEARCH_CLIENT_KEY_FILE.key()
                + " is set, but "
                + Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE.key()
                + " is not");
      }
      return new None();
    }
    InFiles files =
        new InFiles(
            file.get().strip(),
            key.isPresent() ? Optional.of(key.get().strip()) : Optional.empty());
    return reader.parsed(
        Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE,
        _ -> {
          ClientCertificate _ = files.read();
          return files;
        },
        new None());
  }
}
