package dev.logferry.localstack.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user of the server's file realm.
 *
 * @param name the login name
 * @param password the password in clear; never printed
 */
public record User(String name, String password) {

  public User {
    if (name.isBlank() || name.contains(":") || password.isEmpty()) {
      throw new IllegalArgumentException(
          "a user needs a name without a colon and a password, and this is the name: " + name);
    }
  }

  /** The value of an {@code Authorization} header that logs this user in. */
  public String basicAuthorization() {
    byte[] login = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  @Override
  public String toString() {
    return "User[name=" + name + ", password=hidden]";
  }
}
