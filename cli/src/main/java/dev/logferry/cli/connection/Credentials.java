package dev.logferry.cli.connection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads who we are from the function's variables. */
final class Credentials {

  private static final String API_KEY = "LOGFERRY_ELASTICSEARCH_API_KEY";
  private static final String USERNAME = "LOGFERRY_ELASTICSEARCH_USERNAME";
  private static final String PASSWORD = "LOGFERRY_ELASTICSEARCH_PASSWORD";
  private static final String SECRET = "LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET";

  private Credentials() {}

  /** The value of an {@code Authorization} header. */
  static Optional<Secret> read(Variables variables, List<String> problems) {
    Optional<String> apiKey = variables.get(API_KEY);
    Optional<String> user = variables.get(USERNAME);
    Optional<String> password = variables.get(PASSWORD);
    if (apiKey.isPresent() && (user.isPresent() || password.isPresent())) {
      problems.add("%s and %s exclude each other; set one".formatted(API_KEY, USERNAME));
    }
    if (user.isPresent() != password.isPresent()) {
      problems.add("%s and %s belong together; set both".formatted(USERNAME, PASSWORD));
      return Optional.empty();
    }
    if (apiKey.isEmpty() && user.isEmpty()) {
      if (variables.get(SECRET).isPresent()) {
        problems.add(
            "%s names a secret in AWS, which only the function reads; set %s here"
                .formatted(SECRET, API_KEY));
      }
      return Optional.empty();
    }
    return Optional.of(
        new Secret(
            apiKey
                .map(key -> "ApiKey " + key)
                .orElseGet(() -> basic(user.orElseThrow(), password.orElseThrow()))));
  }

  private static String basic(String user, String password) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }
}
