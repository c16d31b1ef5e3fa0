package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.HashKeySettings;
import java.util.Map;
import java.util.function.Supplier;

/** Gets the key of hashed redactions from where the settings say it is. */
record RedactionKey(HashKeySettings settings, SecretsExtension secrets)
    implements Supplier<String> {

  /**
   * The key.
   *
   * @throws KeyUnavailable if the secret cannot be read or holds no key
   */
  @Override
  public String get() {
    return switch (settings) {
      case HashKeySettings.Given(String key) -> key;
      case HashKeySettings.InSecret(String name) -> key(name, read(name).strip());
    };
  }

  private String read(String name) {
    try {
      return secrets.read(name);
    } catch (SecretsExtension.SecretUnavailable e) {
      throw new KeyUnavailable(String.valueOf(e.getMessage()));
    }
  }

  private String key(String name, String secret) {
    Map<String, String> members = secrets.membersOf(secret);
    String key = secret.startsWith("{") ? members.getOrDefault("hash_key", "") : secret;
    if (key.isBlank()) {
      throw new KeyUnavailable(
          "the secret '%s' is neither a key nor JSON with hash_key; it has the members %s"
              .formatted(name, members.keySet()));
    }
    return key;
  }

  /** Its message names the secret and the remedy, and nothing that is in the secret. */
  static final class KeyUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyUnavailable(String message) {
      super("the key for redaction by hash is missing: " + message, null, false, true);
    }
  }
}
