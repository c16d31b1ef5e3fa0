package dev.logferry.forwarder.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.testing.CertificateText;
import dev.logferry.forwarder.tls.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String CANARY = "canary4711";

  /** Base64 of a private key without its BEGIN line, made up. */
  private static final String BARE_KEY =
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDcanary4711canary4711canary";

  private static final String URLS = "ELASTICSEARCH_URLS";
  private static final String HASHING = "[{\"name\":\"n\",\"pattern\":\"x\",\"replace\":\"hash\"}]";

  @Test
  void needs_no_more_than_an_address() {
    Settings settings = settings();
    assertThat(settings.cluster().credentials())
        .isEqualTo(new CredentialsSettings.Given(new Credentials.None()));
    assertThat(settings.cluster().trust()).isEqualTo(new TrustSettings.Known(new Trust.Platform()));
    assertThat(settings.region()).isEmpty();
  }

  @Test
  void the_region_is_lambdas() {
    Map<String, String> environment = Map.of("AWS_REGION", "eu-central-1");
    assertThat(Settings.forPreview(environment).region()).isEqualTo("eu-central-1");
  }

  @Test
  void other_variables_of_the_environment_are_none_of_its_business() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("PATH", "/bin");
    environment.put("logferry_routes", "x");
    assertThat(Settings.from(environment)).isEqualTo(settings());
  }

  @Test
  void blank_values_count_as_absent() {
    assertThat(settings("MINIMUM_LEVEL", "", "ELASTICSEARCH_API_KEY", "  ", "MAX_FIELDS", " "))
        .isEqualTo(settings());
  }

  @Test
  void a_preview_needs_no_cluster() {
    assertThat(Settings.forPreview(Map.of("LOGFERRY_MAX_FIELDS", "77")).limits().maxFields())
        .isEqualTo(77);
    assertThatThrownBy(() -> Settings.forPreview(Map.of("LOGFERRY_MAX_FIELDS", "x")))
        .isInstanceOf(InvalidSettings.class);
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThat(
            problems(
                URLS,
                "",
                "MAX_FIELDS",
                "many",
                "TIME_RESERVE",
                "5",
                "ROUTES",
                "x",
                "INCLUDE_PATTERN",
                "(",
                "MAX_FEILDS",
                "5"))
        .startsWith("invalid settings:")
        .contains(
            "LOGFERRY_ELASTICSEARCH_URLS is not set",
            "LOGFERRY_MAX_FIELDS = 'many': expected a whole number from 10 to 100000",
            "LOGFERRY_TIME_RESERVE = '5': expected a duration such as 500ms",
            "LOGFERRY_ROUTES = 'x': 'x' is no route",
            "LOGFERRY_INCLUDE_PATTERN = '(': not an RE2 pattern",
            "LOGFERRY_MAX_FEILDS is not a setting; the closest is LOGFERRY_MAX_FIELDS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "MAX_FIELDS;9;must be from 10 to 100000",
        "MAX_FIELDS;99999999999999999999;expected a whole number",
        "MAX_NESTING_DEPTH;21;must be from 6 to 20",
        "MAX_BATCH_DOCUMENTS;0;must be from 1",
        "MAX_DOCUMENT_BYTES;1KiB;must be from 16384",
        "MAX_DOCUMENT_BYTES;5MB;expected a size such as",
        "MAX_DOCUMENT_BYTES;-5;expected a size such as",
        "MAX_DOCUMENT_BYTES;999999999999999MiB;must be from 16384 to 67108864 bytes",
        "MAX_DECOMPRESSED_BYTES;1e9;expected a size such as",
        "TIME_RESERVE;0s;must be above zero",
        "TIME_RESERVE;16m;must be above zero and at most 15m",
        "TIME_RESERVE;1h;expected a duration",
        "ELASTICSEARCH_COMPRESSION;yes;expected true or false",
        "MINIMUM_LEVEL;loud;expected one of [TRACE, DEBUG, INFO, WARN, ERROR, FATAL]",
        "EXCLUDE_PATTERN;(?=a);not an RE2 pattern",
        "EXCLUDE_PATTERN;(a)\\1;not an RE2 pattern",
        "DEFAULT_DATASET;a-b;the dataset 'a-b' of a data stream",
        "DEFAULT_NAMESPACE;A;the namespace 'A' of a data stream",
        "ROUTES;=x;'=x' is no route",
        "ROUTES;/a=;the dataset ''",
        "ROUTES;/a=x:;the namespace ''",
        "ROUTES;/a=x:y:z;the namespace 'y:z'",
        "ELASTICSEARCH_CA_FINGERPRINT;abc;64 hexadecimal digits",
        "ELASTICSEARCH_CA_FILE;/no/such/file;cannot be read (NoSuchFileException)",
        "ELASTICSEARCH_CA_PEM;MIIB;expected a PEM certificate",
        "ELASTICSEARCH_CA_PEM;-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----;damaged or incomplete",
        "ELASTICSEARCH_API_KEY;a b;characters that no API key has",
        "ELASTICSEARCH_URLS;es:9200;LOGFERRY_ELASTICSEARCH_URLS = 'es:9200'",
        "ELASTICSEARCH_URLS;es:9200;expected addresses such as",
        "ELASTICSEARCH_URLS;ftp://es;expected addresses such as",
        "ELASTICSEARCH_URLS;https://;expected addresses such as",
        "ELASTICSEARCH_URLS;https://a b;expected addresses such as",
        "ELASTICSEARCH_URLS;https://a,,https://b;expected addresses such as",
        "ELASTICSEARCH_URLS;https://es:99999;expected addresses such as",
        "ELASTICSEARCH_URLS;https://es#x;expected addresses such as",
        "ELASTICSEARCH_URLS;http://256.1.1.1:1;expected addresses such as",
        "RETRY_MAX_DELAY;1ms;LOGFERRY_RETRY_MAX_DELAY is shorter than LOGFERRY_RETRY_INITIAL_DELAY"
      })
  void a_bad_value_is_named_with_what_was_expected(String name, String value, String words) {
    assertThat(problems(name, value)).contains("LOGFERRY_" + name, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "x;expected a JSON array",
        "{};expected a JSON array",
        "[1];expected a JSON array",
        "[{\"name\":1}];expected a JSON array",
        "[{\"name\":\"a\",\"name\":\"b\",\"field\":\"x\"}];expected a JSON array",
        "[{\"name\":\"a\",\"field\":\"x\"}]x;expected a JSON array",
        "[{\"name\":\"a\",\"field\":\"x\"};expected a JSON array",
        "[{\"field\":\"x\"}];a rule's name ''",
        "[{\"name\":\"a b\",\"field\":\"x\"}];a rule's name 'a b'",
        "[{\"name\":\"a\"}];needs a pattern or a field",
        "[{\"name\":\"a\",\"field\":\"x\",\"pattern\":\"y\"}];and not both",
        "[{\"name\":\"a\",\"feild\":\"x\"}];unknown members [feild]",
        "[{\"name\":\"a\",\"field\":\"x\",\"replace\":\"drop\"}];expected mark or hash",
        "[{\"name\":\"a\",\"pattern\":\"(\"}];not an RE2 pattern",
        "[{\"name\":\"a\",\"pattern\":\"b*\"}];matches the empty text",
        "[{\"name\":\"a\",\"field\":\"x\"},{\"name\":\"a\",\"field\":\"y\"}];two rules are named 'a'",
        "[{\"name\":\"a\",\"field\":\"user.\"}];the field 'user.' can never be found",
        "[{\"name\":\"a\",\"field\":\" \"}];the field ' ' can never be found"
      })
  void a_bad_redaction_rule_is_named(String rules, String words) {
    assertThat(problems("REDACTION_RULES", rules)).contains("LOGFERRY_REDACTION_RULES", words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.user.password|such as user.password,",
        "` user.password`|such as user.password,",
        "`user.password `|such as user.password,",
        "user[0].password|such as user.password,",
        "user['password']|such as user.password,",
        "user/password|such as user.password,",
        "/user/password|such as user.password,",
        "user.*|such as user,",
        "*.user.password|such as user.password,",
        "*|such as user.email,",
        "user..password|such as user.password,",
        "user\\\\.password|such as user.password,"
      })
  void a_redaction_field_in_another_notation_is_refused_with_the_right_one(
      String field, String words) {
    String rules = "[{\"name\":\"a\",\"field\":\"%s\"}]".formatted(field);
    assertThat(problems("REDACTION_RULES", rules)).contains("can never be found", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "user.password", "*.password", "@user.pass-word_2", "語.値"})
  void a_redaction_field_is_a_path_of_names_or_a_name_at_any_depth(String field) {
    String rules = "[{\"name\":\"a\",\"field\":\"%s\"}]".formatted(field);
    assertThat(settings("REDACTION_RULES", rules).redactionRules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/ecs/[s]*=a|'/ecs/[s]*' matches no log group",
        "arn:aws:logs:eu-central-1:1:log-group:/ecs/a:*=a|is an ARN; give the log group's name",
        "/a=x;/b=y|'/b=y' in the route '/a=x;/b=y' is neither service=NAME nor zone=ZONE",
        "/a==x|'/a==x' is no route",
        "/a=x=y|'/a=x=y' is no route",
        "*=a,/b=b|the route '/b=b' can never be reached",
        "*:*=a,/b=b|can never be reached",
        "/a=x,/a=y|can never be reached",
        "/a=x,/a:s=y|can never be reached",
        "/a=.|the dataset '.'",
        "/a=..|the dataset '..'",
        "/a={x}|the dataset '{x}'",
        "/a:b:c=x|'b:c' matches no log stream",
        "/a:=x|'' matches no log stream",
        "/a=x;service=|'' is no service's name",
        "/a=x;service=a b|'a b' is no service's name",
        "/a=x;zone=Berlin|'Berlin' is no time zone",
        "/a/=x|'/a/' matches no log group"
      })
  void a_route_that_can_never_match_is_refused(String routes, String words) {
    assertThat(problems("ROUTES", routes)).contains("LOGFERRY_ROUTES", words);
  }

  @Test
  void a_route_says_stream_namespace_service_and_zone() {
    Settings settings =
        settings(
            "ROUTES",
            "/ecs/*:web/*/*=ecs:prod;service=$1-$2;zone=+09:00, /ecs/*=ecs;service=batch,*=rest",
            "TIME_ZONE",
            "Europe/Berlin");

    assertThat(settings.routes().of("/ecs/shop", "web/nginx/1"))
        .isEqualTo(
            new Routes.Decision(new DataStream("ecs", "prod"), "shop-nginx", ZoneId.of("+09:00")));
    assertThat(settings.routes().of("/ecs/shop", "job/1"))
        .isEqualTo(
            new Routes.Decision(
                new DataStream("ecs", "default"), "batch", ZoneId.of("Europe/Berlin")));
    assertThat(settings.routes().of("/other", "s").dataStream().dataset()).isEqualTo("rest");
  }

  @Test
  void reads_patterns_and_replacements_of_rules() {
    Settings settings = settings("REDACTION_RULES", HASHING, "REDACTION_HASH_KEY", "k");
    assertThat(settings.redactionRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.replacement()).isEqualTo(RedactionRule.Replacement.HASH);
              assertThat(rule.target()).isInstanceOf(RedactionRule.Matches.class);
            });
  }

  @Test
  void a_rule_that_hashes_needs_a_key() {
    assertThat(problems("REDACTION_RULES", HASHING))
        .contains(
            "neither LOGFERRY_REDACTION_HASH_KEY nor LOGFERRY_REDACTION_HASH_KEY_SECRET is set");
    assertThat(problems("REDACTION_RULES", HASHING, "REDACTION_HASH_KEY", " ")).contains("neither");
  }

  @Test
  void the_key_is_in_the_environment_or_in_a_secret_and_not_in_both() {
    assertThat(problems("REDACTION_HASH_KEY", CANARY, "REDACTION_HASH_KEY_SECRET", "logferry/key"))
        .contains("of LOGFERRY_REDACTION_HASH_KEY and LOGFERRY_REDACTION_HASH_KEY_SECRET only one")
        .doesNotContain(CANARY);
  }

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

  private static String problems(String... namesAndValues) {
    try {
      settings(namesAndValues);
      return "no problem";
    } catch (InvalidSettings e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Settings settings(String... namesAndValues) {
    return Settings.from(environment(namesAndValues));
  }

  private static Map<String, String> environment(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LOGFERRY_" + URLS, "https://es:9200");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put("LOGFERRY_" + namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }
}
