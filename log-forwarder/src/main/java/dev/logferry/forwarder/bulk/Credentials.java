package dev.logferry.forwarder.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How the forwarder proves who it is. Never printed. */
public sealed interface Credentials {

  /** The Authorization header; empty if none is sent. */
  Optional<String> authorization();

  /** None: for a cluster without security. */
  record None() implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /**
   * An Elasticsearch API key.
   *
   * @param encoded base64 of {@code id:key}, which Elasticsearch calls {@code encoded}
   */
  record ApiKey(String encoded) implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.of("ApiKey " + encoded);
    }

    @Override
    public String toString() {
      return "ApiKey[***]";
    }
  }

  /** A user of any realm. */
  record UserAndPassword(String user, String password) implements Credentials {
    @Override
    public Optional<String> authorization() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
      return "UserAndPassword[" + user + ", ***]";
    }
  }
}
