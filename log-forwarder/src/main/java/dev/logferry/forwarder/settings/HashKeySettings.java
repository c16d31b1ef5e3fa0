package dev.logferry.forwarder.settings;

import java.util.Optional;

/** Where the key of hashed redactions is. */
public sealed interface HashKeySettings {

  /** No key, so no rule may replace by a hash. */
  HashKeySettings NONE = new Given("");

  /** The key is in the environment. */
  record Given(String key) implements HashKeySettings {

    @Override
    public String toString() {
      return "Given[key not shown]";
    }
  }

  /** The key is in Secrets Manager. */
  record InSecret(String nameOrArn) implements HashKeySettings {}

  static HashKeySettings read(EnvironmentReader reader) {
    Optional<String> key = reader.text(Variable.REDACTION_HASH_KEY);
    Optional<String> secret = SecretName.read(reader, Variable.REDACTION_HASH_KEY_SECRET);
    if (key.isPresent() && secret.isPresent()) {
      reader.problem(
          "of %s and %s only one can be set"
              .formatted(
                  Variable.REDACTION_HASH_KEY.key(), Variable.REDACTION_HASH_KEY_SECRET.key()));
    }
    if (secret.isPresent()) {
      return new InSecret(secret.get());
    }
    return key.isPresent() ? new Given(key.get()) : NONE;
  }
}
