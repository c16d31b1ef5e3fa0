package dev.logferry.forwarder.settings;

import static dev.logferry.forwarder.settings.TestSettings.URLS;
import static dev.logferry.forwarder.settings.TestSettings.problems;
import static dev.logferry.forwarder.settings.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.CertificateText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection to the cluster: addresses, credentials and certificates, and that no secret is
 * shown.
 */
class ClusterSettingsTest {

  private static final String CANARY = "canary4711";

  /** Base64 of a private key without its BEGIN line, made up. */
  private static final String BARE_KEY =
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDcanary4711canary4711canary";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://es:9200",
        "https://a,http://es:9200",
        "http://10.0.0.1",
        "http://[::2]",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com"
      })
  void credentials_do_not_cross_the_network_in_clear(String urls) {
    assertThat(problems(URLS, urls, "ELASTICSEARCH_API_KEY", "k")).contains("in clear; use https");
    assertThat(problems(URLS, urls, "ELASTICSEARCH_CREDENTIALS_SECRET", "k")).contains("in clear");
    assertThat(settings(URLS, urls).cluster().nodes()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9200",
        "http://127.0.0.1:9200",
        "http://127.9.9.9",
        "http://[::1]:9200",
        "https://es"
      })
  void credentials_may_stay_on_the_machine_or_go_encrypted(String urls) {
    assertThat(settings(URLS, urls, "ELASTICSEARCH_API_KEY", "k").cluster().nodes()).hasSize(1);
  }

  @Test
  void plain_http_without_credentials_is_allowed_with_a_warning_unless_it_stays_on_the_machine() {
    assertThat(settings(URLS, "http://es:9200,https://es2").cluster().warnings())
        .singleElement()
        .asString()
        .contains("http://es:9200", "in clear", "use https");
    assertThat(settings(URLS, "http://localhost:9200,https://es").cluster().warnings()).isEmpty();
  }

  @Test
  void a_client_certificate_needs_https_and_one_place() {
    String secret = "ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET";
    assertThat(problems(URLS, "https://es,http://localhost:9200", secret, "s"))
        .contains("http://localhost:9200: a client certificate can be shown over https only");
    assertThat(problems(secret, "s", "ELASTICSEARCH_CLIENT_CERTIFICATE_FILE", "/f"))
        .contains("given twice");
    assertThat(problems("ELASTICSEARCH_CLIENT_KEY_FILE", "/f"))
        .contains("LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE is not");
    assertThat(problems("ELASTICSEARCH_CLIENT_CERTIFICATE_FILE", "/no/such/file"))
        .contains("cannot be read (NoSuchFileException)");
  }

  @Test
  void the_name_of_a_secret_is_not_the_secret() {
    for (String variable :
        new String[] {
          "ELASTICSEARCH_CREDENTIALS_SECRET",
          "ELASTICSEARCH_CA_SECRET",
          "ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET",
          "REDACTION_HASH_KEY_SECRET"
        }) {
      assertThat(problems(variable, BARE_KEY))
          .contains(variable, "looks like the secret itself")
          .doesNotContain(BARE_KEY);
      assertThat(problems(variable, "-----BEGIN PRIVATE KEY-----\n" + CANARY))
          .contains("looks like the secret itself")
          .doesNotContain(CANARY);
      assertThat(problems(variable, "a name")).contains("expected the name or ARN of a secret");
    }
  }

  @Test
  void one_way_to_authenticate_is_enough() {
    assertThat(problems("ELASTICSEARCH_API_KEY", "k", "ELASTICSEARCH_CREDENTIALS_SECRET", "s"))
        .contains("more than one way to authenticate");
    assertThat(
            problems(
                "ELASTICSEARCH_API_KEY", "k",
                "ELASTICSEARCH_USERNAME", "u",
                "ELASTICSEARCH_PASSWORD", "p"))
        .contains("more than one way to authenticate");
    assertThat(problems("ELASTICSEARCH_USERNAME", "u"))
        .contains("LOGFERRY_ELASTICSEARCH_PASSWORD is not set");
    assertThat(problems("ELASTICSEARCH_PASSWORD", "p"))
        .contains("LOGFERRY_ELASTICSEARCH_USERNAME is not set");
  }

  @Test
  void one_ca_is_enough() {
    assertThat(problems("ELASTICSEARCH_CA_SECRET", "s", "ELASTICSEARCH_CA_FILE", "/f"))
        .contains("only one can be set", "CA_SECRET", "CA_FILE");
  }

  @Test
  void no_secret_is_ever_shown(@TempDir Path folder) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "-----BEGIN PRIVATE KEY-----\n" + CANARY);
    String pem = "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----";
    String[][] mistakes = {
      {URLS, "https://user:" + CANARY + "@es:9200"},
      {URLS, "https://user:" + CANARY + " x@es:9200"},
      {URLS, "https://user:" + CANARY + "/x@es:9200"},
      {URLS, "elastic:" + CANARY + "@es:9200"},
      {URLS, "es:9200?api_key=" + CANARY},
      {URLS, "https://es:9200?api_key=" + CANARY},
      {"ELASTICSEARCH_CA_PEM", pem},
      {"ELASTICSEARCH_CA_PEM", CANARY},
      {"ELASTICSEARCH_CA_PEM", CertificateText.PEM + pem},
      {"ELASTICSEARCH_CA_PEM", "-----BEGIN CERTIFICATE-----\n" + CANARY},
      {"ELASTICSEARCH_CA_FILE", pem},
      {"ELASTICSEARCH_CA_FILE", key.toString()},
      {"ELASTICSEARCH_CA_FILE", BARE_KEY},
      {"DEAD_LETTER_BUCKET", BARE_KEY},
      {"ELASTICSEARCH_CLIENT_CERTIFICATE_FILE", pem},
      {"ELASTICSEARCH_CLIENT_CERTIFICATE_FILE", key.toString()},
      {"ELASTICSEARCH_CA_FINGERPRINT", pem},
      {"ELASTICSEARCH_API_KEY", CANARY + "\nx"},
      {"ELASTICSEARCH_API_KEY", CANARY + " é"},
      {"ELASTICSEARCH_API_KEY", CANARY, "ELASTICSEARCH_CREDENTIALS_SECRET", "s"},
      {"ELASTICSEARCH_PASSWORD", CANARY},
      {"ELASTICSEARCH_USERNAME", "a:b", "ELASTICSEARCH_PASSWORD", CANARY},
      {"ELASTICSEARCH_USERNAME", "a", "ELASTICSEARCH_PASSWORD", CANARY + "\n"},
      {"ELASTICSEARCH_USERNAME", CANARY + "\u0085", "ELASTICSEARCH_PASSWORD", "p"},
      {"REDACTION_HASH_KEY", CANARY, "MAX_FIELDS", "x"}
    };
    for (String[] mistake : mistakes) {
      assertThat(problems(mistake))
          .as(mistake[0])
          .startsWith("invalid settings")
          .doesNotContain(CANARY)
          .doesNotContain(BARE_KEY);
    }
  }

  @Test
  void a_file_without_a_certificate_is_told_at_start(@TempDir Path folder) throws Exception {
    Path half = Files.writeString(folder.resolve("ca.pem"), CertificateText.PEM.substring(0, 200));
    Path binary =
        Files.write(folder.resolve("ca.der"), new byte[] {0x30, (byte) 0x82, 1, (byte) 0xff});
    assertThat(problems("ELASTICSEARCH_CA_FILE", half.toString()))
        .contains("LOGFERRY_ELASTICSEARCH_CA_FILE = '" + half, "the text is incomplete");
    assertThat(problems("ELASTICSEARCH_CA_FILE", binary.toString()))
        .contains("expected a PEM certificate");
    assertThat(problems("ELASTICSEARCH_CA_FILE", folder + "/\0")).contains("cannot be read");
  }

  @Test
  void settings_print_no_secret() {
    for (Settings settings :
        new Settings[] {
          settings("ELASTICSEARCH_API_KEY", CANARY, "REDACTION_HASH_KEY", CANARY),
          settings("ELASTICSEARCH_USERNAME", "u", "ELASTICSEARCH_PASSWORD", CANARY)
        }) {
      assertThat(settings.toString()).contains("https://es:9200").doesNotContain(CANARY);
      assertThat(settings.cluster().toString()).doesNotContain(CANARY);
    }
  }
}
