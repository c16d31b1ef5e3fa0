package dev.logferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ConnectionTest {
  private static final String URLS = "LOGFERRY_ELASTICSEARCH_URLS";
  private static final String KEY = "LOGFERRY_ELASTICSEARCH_API_KEY";

  @TempDir Path folder;

  @Test
  void takes_the_functions_own_settings() {
    Connection connection =
        from(
            Map.of(
                URLS,
                "https://es1.example.internal:9200/, https://es2.example.internal:9200",
                KEY,
                " abc= ",
                "LOGFERRY_KIBANA_URL",
                "https://kibana.example.internal/base/",
                "LOGFERRY_KIBANA_SPACE",
                "shop",
                "LOGFERRY_MINIMUM_LEVEL",
                "WARN"));

    assertThat(connection.nodes())
        .map(Object::toString)
        .containsExactly("https://es1.example.internal:9200", "https://es2.example.internal:9200");
    assertThat(connection.credentials().authorization()).contains("ApiKey abc=");
    assertThat(connection.kibana().orElseThrow().url())
        .hasToString("https://kibana.example.internal/base");
    assertThat(connection.toString()).doesNotContain("abc");
  }

  @Test
  void every_problem_is_reported_at_once_and_no_secret_with_it() {
    assertThatThrownBy(
            () ->
                from(
                    Map.of(
                        URLS,
                        "http://es1.example.internal:9200,es2:9200,https://u:pw@es3:9200",
                        KEY,
                        "s3cret",
                        "LOGFERRY_ELASTICSEARCH_USERNAME",
                        "me",
                        "LOGFERRY_ELASTICSEARCH_CA_PEM",
                        "s3cret too",
                        "LOGFERRY_KIBANA_URL",
                        "kibana")))
        .isInstanceOf(CommandException.class)
        .message()
        .contains("the connection in a test is not usable")
        .contains("more than one way to authenticate is set")
        .contains("LOGFERRY_ELASTICSEARCH_PASSWORD is not set, but its counterpart is")
        .contains("LOGFERRY_ELASTICSEARCH_CA_PEM = (not shown, it may hold a secret)")
        .contains("LOGFERRY_ELASTICSEARCH_URLS")
        .contains("LOGFERRY_KIBANA_URL: 'kibana' is no address")
        .doesNotContain("s3cret")
        .doesNotContain("pw@");
  }

  @Test
  void credentials_do_not_leave_the_machine_unencrypted() {
    assertThatThrownBy(() -> from(Map.of(URLS, "http://es1.example.internal:9200", KEY, "x")))
        .hasMessageContaining("credentials would cross the network in clear; use https");
    assertThat(from(Map.of(URLS, "http://localhost:9200", KEY, "x")).nodes()).hasSize(1);
  }

  @Test
  void secrets_in_aws_are_read_as_the_function_reads_them() throws IOException {
    String pem = Files.readString(Path.of("src/test/resources/ca.pem"));
    Map<String, String> secrets =
        Map.of("logferry/key", "{\"api_key\":\"abc=\"}", "logferry/ca", pem);
    Map<String, String> values =
        Map.of(
            URLS,
            "https://es1:9200",
            "LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET",
            "logferry/key",
            "LOGFERRY_ELASTICSEARCH_CA_SECRET",
            "logferry/ca");

    Connection connection =
        Connection.from(new Variables("a test", values), name -> String.valueOf(secrets.get(name)));

    assertThat(connection.credentials().authorization()).contains("ApiKey abc=");
    assertThat(connection.trusted()).isEqualTo("the authority in the secret logferry/ca");
    assertThatThrownBy(
            () -> Connection.from(new Variables("a test", values), _ -> "{\"x\":\"s3cret\"}"))
        .hasMessageContaining("'logferry/key' holds neither an API key")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void a_misspelled_setting_is_named_with_the_closest_one() {
    assertThatThrownBy(() -> from(Map.of("LOGFERRY_ELASTICSEARCH_URL", "https://es1:9200")))
        .hasMessageContaining("is not a setting; the closest is LOGFERRY_ELASTICSEARCH_URLS");
  }

  @Test
  void without_an_address_it_says_which_variable() {
    assertThatThrownBy(() -> from(Map.of()))
        .hasMessageContaining("LOGFERRY_ELASTICSEARCH_URLS is not set");
  }

  @Test
  void an_env_file_may_have_comments_quotes_and_export() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.env"),
            "# ours\n\nexport A=1\n  B = 'two words' \nC=\"=\"\nD=a#b\nE=\n");

    assertThat(EnvFile.read(file).values())
        .isEqualTo(Map.of("A", "1", "B", "two words", "C", "=", "D", "a#b", "E", ""));
  }

  @Test
  void a_wrong_line_of_an_env_file_is_named_by_its_number_alone() throws IOException {
    Path file = Files.writeString(folder.resolve("x.env"), "A=1\nMIIB+s3cret\n");

    assertThatThrownBy(() -> EnvFile.read(file))
        .hasMessageContaining("x.env, line 2 is not NAME=VALUE")
        .message()
        .doesNotContain("MIIB");
    assertThatThrownBy(() -> EnvFile.read(folder.resolve("none.env")))
        .hasMessage("there is no file " + folder.resolve("none.env"));
  }

  @Test
  void a_profile_is_a_file_that_others_cannot_read() throws IOException {
    Path file = Files.writeString(folder.resolve("prod.env"), URLS + "=https://es1:9200\n");
    Profiles profiles = new Profiles(folder);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> profiles.read("prod")).hasMessageContaining("run chmod 600 " + file);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(profiles.read("prod").get(URLS)).contains("https://es1:9200");
    assertThatThrownBy(() -> profiles.read("staging"))
        .hasMessageContaining("there is no profile 'staging'")
        .hasMessageEndingWith("There are: prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../prod", "", ".hidden", "a/b"})
  void a_profiles_name_leads_nowhere_else(String name) {
    assertThatThrownBy(() -> new Profiles(folder).read(name)).hasMessageContaining("no name");
  }

  @Test
  void profiles_are_in_the_users_configuration() {
    assertThat(Profiles.folder(Map.of("HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.config/logferry"));
    assertThat(Profiles.folder(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/etc/me")))
        .isEqualTo(Path.of("/etc/me/logferry"));
  }

  public static Connection from(Map<String, String> values) {
    return Connection.from(
        new Variables("a test", values),
        name -> {
          throw new AssertionError("no secret is named, but read: " + name);
        });
  }
}
