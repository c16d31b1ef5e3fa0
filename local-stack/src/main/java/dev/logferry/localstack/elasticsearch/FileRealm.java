package dev.logferry.localstack.elasticsearch;

import dev.logferry.analystpack.elasticsearch.Roles;
import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The users of one run and their roles, as the files of Elasticsearch's file realm.
 *
 * @param admin may do anything
 * @param shipper may create documents in log data streams, and nothing else
 * @param redriver may create documents in log data streams, and look which there are
 * @param analyst may read log data streams
 * @see <a
 *     href="https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based">
 *     File-based user authentication</a>
 */
record FileRealm(User admin, User shipper, User redriver, User analyst) {

  /** In the configuration folder; the server reads it again when it changes. */
  static final String USERS_FILE = "users";

  private static final String USERS_OF_ROLES =
      """
      superuser:admin
      logferry-forwarder:shipper
      logferry-redrive:redriver
      logferry-analyst:analyst
      """;

  /** Iterations, salt and key length as Elasticsearch's own default for this kind of hash. */
  private static final int HASH_ITERATIONS = 10_000;

  private static final int HASH_BYTES = 32;
  private static final int PASSWORD_BYTES = 18;

  static FileRealm withRandomPasswords() {
    SecureRandom random = new SecureRandom();
    return new FileRealm(
        new User("admin", password(random)),
        new User("shipper", password(random)),
        new User("redriver", password(random)),
        new User("analyst", password(random)));
  }

  FileRealm withOtherShipperPassword() {
    User rotated = new User(shipper.name(), password(new SecureRandom()));
    return new FileRealm(admin, rotated, redriver, analyst);
  }

  void writeTo(Path configurationFolder) throws IOException {
    writeUsers(configurationFolder.resolve(USERS_FILE));
    Files.writeString(configurationFolder.resolve("users_roles"), USERS_OF_ROLES);
    Files.writeString(configurationFolder.resolve("roles.yml"), roles());
  }

  /** The analyst pack's roles. JSON is YAML, too. */
  private static String roles() {
    return Roles.roles(Set.of(), "default").stream()
        .map(role -> role.name() + ": " + role.body().retain("cluster", "indices") + "\n")
        .collect(Collectors.joining());
  }

  /** Names and passwords alone. */
  void writeUsers(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    String users =
        Stream.of(admin, shipper, redriver, analyst)
            .map(user -> user.name() + ":" + hash(user.password(), random) + "\n")
            .collect(Collectors.joining());
    Files.writeString(file, users);
  }

  private static String password(SecureRandom random) {
    return Base64.getUrlEncoder().encodeToString(randomBytes(random, PASSWORD_BYTES));
  }

  private static String hash(String password, SecureRandom random) {
    byte[] salt = randomBytes(random, HASH_BYTES);
    PBEKeySpec key =
        new PBEKeySpec(password.toCharArray(), salt, HASH_ITERATIONS, HASH_BYTES * Byte.SIZE);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "{PBKDF2}%d$%s$%s"
          .formatted(HASH_ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new LocalServerException(
          "this JDK has no PBKDF2WithHmacSHA512, which the passwords of the local server need: run"
              + " a full JDK 25",
          e);
    }
  }

  private static byte[] randomBytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
