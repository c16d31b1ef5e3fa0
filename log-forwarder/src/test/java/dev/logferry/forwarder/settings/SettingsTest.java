package dev.logferry.forwarder.settings;

import static dev.logferry.forwarder.settings.TestSettings.URLS;
import static dev.logferry.forwarder.settings.TestSettings.environment;
import static dev.logferry.forwarder.settings.TestSettings.problems;
import static dev.logferry.forwarder.settings.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.tls.Trust;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

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
}
