package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.document.redact.HashKeyUnavailable;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.HashKeySettings;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/** Gets the key of hashed redactions from where the settings say it is. */
record RedactionKey(HashKeySettings settings, SecretSource secrets) implements Supplier<String> {

  /**
   * The key.
   *
   * @throws HashKeyUnavailable if the secret cannot be read or holds no key
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
    } catch (UncheckedIOException e) {
      throw new HashKeyUnavailable(String.valueOf(e.getMessage()));
    }
  }

  private String key(String name, String secret) {
    Map<String, String> members = SecretsExtension.membersOf(secret);
    String key = secret.startsWith("{") ? members.getOrDefault("hash_key", "") : secret;
    if (key.isBlank()) {
      throw new HashKeyUnavailable(
          "the secret '%s' is neither a key nor JSON with hash_key; it has the members %s"
              .formatted(name, members.keySet()));
    }
    return key;
  }
}
