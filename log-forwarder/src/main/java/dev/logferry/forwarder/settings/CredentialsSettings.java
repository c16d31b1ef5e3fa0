package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.elasticsearch.Credentials;
import java.util.Optional;

/** How the forwarder gets its credentials. */
public sealed interface CredentialsSettings {

  /** They are in the environment. */
  record Given(Credentials credentials) implements CredentialsSettings {}

  /** They are in Secrets Manager. */
  record InSecret(String nameOrArn) implements CredentialsSettings {}

  static CredentialsSettings read(EnvironmentReader reader) {
    Optional<String> apiKey = reader.text(Variable.ELASTICSEARCH_API_KEY);
    Optional<String> user = reader.text(Variable.ELASTICSEARCH_USERNAME);
    Optional<String> password = reader.text(Variable.ELASTICSEARCH_PASSWORD);
    Optional<String> secret = SecretName.read(reader, Variable.ELASTICSEARCH_CREDENTIALS_SECRET);
    int ways = count(apiKey) + Math.max(count(user), count(password)) + count(secret);
    if (ways > 1) {
      reader.problem(
          "more than one way to authenticate is set; keep one of "
              + Variable.ELASTICSEARCH_API_KEY.key()
              + ", "
              + Variable.ELASTICSEARCH_USERNAME.key()
              + " with "
              + Variable.ELASTICSEARCH_PASSWORD.key()
              + ", and "
              + Variable.ELASTICSEARCH_CREDENTIALS_SECRET.key());
    }
    if (user.isPresent() != password.isPresent()) {
      Variable missing =
          user.isPresent() ? Variable.ELASTICSEARCH_PASSWORD : Variable.ELASTICSEARCH_USERNAME;
      reader.problem(missing.key() + " is not set, but its counterpart is");
    }
    if (secret.isPresent()) {
      return new InSecret(secret.get());
    }
    return new Given(given(reader, apiKey, user, password));
  }

  private static Credentials given(
      EnvironmentReader reader,
      Optional<String> apiKey,
      Optional<String> user,
      Optional<String> password) {
    try {
      if (apiKey.isPresent()) {
        return new Credentials.ApiKey(apiKey.get());
      }
      return user.isPresent() && password.isPresent()
          ? new Credentials.UserAndPassword(user.get(), password.get())
          : new Credentials.None();
    } catch (IllegalArgumentException e) {
      String variables =
          apiKey.isPresent()
              ? Variable.ELASTICSEARCH_API_KEY.key()
              : Variable.ELASTICSEARCH_USERNAME.key()
                  + " with "
                  + Variable.ELASTICSEARCH_PASSWORD.key();
      reader.problem(variables + ": " + e.getMessage());
      return new Credentials.None();
    }
  }

  private static int count(Optional<String> value) {
    return value.isPresent() ? 1 : 0;
  }
}
