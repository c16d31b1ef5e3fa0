package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.tls.KeyMaterial;
import java.util.Optional;

/** Reads the name or ARN of a secret, and refuses the secret itself. */
final class SecretName {

  private SecretName() {}

  static Optional<String> read(EnvironmentReader reader, Variable variable) {
    // Bootstrapping a lambda costs start-up time, so only where there is a value.
    return reader.text(variable).isEmpty()
        ? Optional.empty()
        : reader.optional(variable, SecretName::parse);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html">The
   *     characters of a secret's name</a>
   */
  private static String parse(String value) {
    if (KeyMaterial.mayBeIn(value)) {
      throw new IllegalArgumentException(
          "this looks like the secret itself; give the name or ARN of the secret in Secrets Manager, and store the value there");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "/_+=.@-:".indexOf(c) < 0) {
        throw new IllegalArgumentException(
            "expected the name or ARN of a secret in Secrets Manager: letters, digits and /_+=.@-");
      }
    }
    return value;
  }
}
