package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.ClusterSettings;
import dev.logferry.forwarder.settings.CredentialsSettings;
import dev.logferry.forwarder.settings.TrustSettings;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gets credentials and CA from where the settings say they are, when they are needed. */
record ClusterSecrets(ClusterSettings cluster, SecretsExtension secrets) {

  Trust trust() {
    return switch (cluster.trust()) {
      case TrustSettings.Known(Trust trust) -> trust;
      case TrustSettings.InSecret(String name) ->
          usable(name, secrets.read(name), TrustSettings::authority);
    };
  }

  Credentials credentials() {
    return switch (cluster.credentials()) {
      case CredentialsSettings.Given(Credentials credentials) -> credentials;
      case CredentialsSettings.InSecret(String name) ->
          usable(name, secrets.read(name), secret -> credentials(name, secret));
    };
  }

  /** Names the secret that is wrong, and never what it holds. */
  private static <T> T usable(String name, String secret, Function<String, T> parser) {
    try {
      return parser.apply(secret);
    } catch (IllegalArgumentException e) {
      throw new UncheckedIOException(
          "the secret '%s' cannot be used: %s".formatted(name, e.getMessage()),
          new IOException("unusable secret"));
    }
  }

  private Credentials credentials(String name, String secret) {
    Map<String, String> members = secrets.membersOf(secret);
    Optional<String> apiKey = Optional.ofNullable(members.get("api_key"));
    if (members.isEmpty() && !secret.strip().startsWith("{")) {
      return new Credentials.ApiKey(secret);
    }
    if (apiKey.isPresent()) {
      return new Credentials.ApiKey(apiKey.get());
    }
    String user = members.getOrDefault("username", "");
    String password = members.getOrDefault("password", "");
    if (user.isEmpty() || password.isEmpty()) {
      throw new UncheckedIOException(
          "the secret '%s' holds neither an API key, nor api_key, nor username and password; it has the members %s"
              .formatted(name, members.keySet()),
          new IOException("incomplete secret"));
    }
    return new Credentials.UserAndPassword(user, password);
  }
}
