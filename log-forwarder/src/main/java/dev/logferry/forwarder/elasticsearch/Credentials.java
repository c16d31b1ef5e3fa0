package dev.logferry.forwarder.elasticsearch;

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

    /**
     * Takes blanks and line ends off both ends, which a file or a console easily adds.
     *
     * @throws IllegalArgumentException without the value, if it cannot stand in an HTTP header; the
     *     HTTP client's own error would quote it
     */
    public ApiKey {
      encoded = encoded.strip();
      if (!encoded.matches("[!-~]+")) {
        throw new IllegalArgumentException(
            "the API key is empty or holds characters that no API key has; give what Elasticsearch calls `encoded`");
      }
    }

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

    /**
     * @throws IllegalArgumentException without the values, if HTTP's basic authentication cannot
     *     carry them
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7617#section-2">RFC 7617, section 2</a>
     */
    public UserAndPassword {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException(
            "the user name holds a colon, which HTTP takes for the end of the name");
      }
      refuseControlCharacters("user name", user);
      refuseControlCharacters("password", password);
    }

    private static void refuseControlCharacters(String what, String value) {
      for (int i = 0; i < value.length(); i++) {
        if (Character.isISOControl(value.charAt(i))) {
          throw new IllegalArgumentException(
              "the %s holds a control character, such as a line end".formatted(what));
        }
      }
    }

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
