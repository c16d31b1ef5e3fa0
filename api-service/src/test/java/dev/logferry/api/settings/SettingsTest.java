package dev.logferry.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("DATABASE_URL", "postgresql://db:5432/reviews");

  private static Settings with(String... pairs) {
    Map<String, String> environment = new HashMap<>(LEAST);
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return Settings.from(environment);
  }

  @Test
  void defaults_stand_for_what_is_absent_or_blank() {
    Settings settings = with("PORT", " ");

    assertThat(settings.server())
        .isEqualTo(
            new ServerSettings(
                8080,
                9090,
                Set.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20)));
    assertThat(settings.database())
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:postgresql://db:5432/reviews",
                "api",
                "",
                10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                64));
    assertThat(settings.log())
        .isEqualTo(
            new LogSettings(
                LogSettings.Level.INFO, "api-service", "development", Optional.empty()));
  }

  @Test
  void each_example_is_taken_and_differs_from_the_default() {
    Map<String, String> examples =
        Arrays.stream(Variable.values())
            .collect(Collectors.toMap(Variable::name, Variable::example));

    Settings settings = Settings.from(examples);

    assertThat(settings.server().port()).isEqualTo(8000);
    assertThat(settings.server().managementPort()).isEqualTo(9100);
    assertThat(settings.server().corsAllowedOrigins())
        .containsExactlyInAnyOrder("https://shop.example.com", "https://admin.example.com");
    assertThat(settings.database().poolSize()).isEqualTo(20);
    assertThat(settings.database().user()).isEqualTo("reviews_api");
    assertThat(settings.database().statementTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.database().connectionTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.database().maxConcurrentQueries()).isEqualTo(200);
    assertThat(settings.server().cacheTimeToLive()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.server().drainDelay()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.server().gracePeriod()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.log())
        .isEqualTo(
            new LogSettings(
                LogSettings.Level.DEBUG, "review-api", "1.4.2", Optional.of("production")));
    for (Variable variable : Variable.values()) {
      assertThat(variable.example()).as(variable.name()).isNotEqualTo(variable.defaultValue());
    }
  }

  @Test
  void all_that_is_wrong_is_told_at_once_with_value_and_remedy() {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(
            () ->
                with("PORT", "99999", "CACHE_TTL", "ten", "LOG_LEVEL", "loud", "DATABASE_URL", ""))
        .withMessageContaining("PORT = '99999': give a whole number from 0 to 65535")
        .withMessageContaining("CACHE_TTL = 'ten': give a duration like 500ms, 5s or 2m")
        .withMessageContaining("LOG_LEVEL = 'loud': give one of [TRACE, DEBUG, INFO, WARN, ERROR]")
        .withMessageContaining("DATABASE_URL = ")
        .withMessageContaining("./logferry api");
  }

  @Test
  void a_password_in_the_address_is_neither_taken_nor_shown() {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> with("DATABASE_URL", "postgresql://u:hidden@db/reviews"))
        .withMessageContaining("DATABASE_PASSWORD")
        .withMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "user, DATABASE_USER",
    "password, DATABASE_PASSWORD",
    "service, DATABASE_USER",
    "options, DATABASE_STATEMENT_TIMEOUT",
    "socketTimeout, DATABASE_STATEMENT_TIMEOUT",
    "connectTimeout, DATABASE_CONNECTION_TIMEOUT",
    "loginTimeout, DATABASE_CONNECTION_TIMEOUT",
    "logServerErrorDetail, log",
    "ApplicationName, SERVICE_NAME",
  })
  void a_parameter_that_would_win_over_a_setting_is_refused(String parameter, String remedy) {
    for (String before : List.of("?", "?sslmode=require&")) {
      String url = "postgresql://db/reviews" + before + parameter + "=hidden";
      assertThatExceptionOfType(InvalidSettings.class)
          .isThrownBy(() -> with("DATABASE_URL", url))
          .withMessageContaining("the parameter %s out: ".formatted(parameter))
          .withMessageContaining(remedy)
          .withMessageNotContaining("hidden");
    }
  }

  @Test
  void other_parameters_of_the_driver_are_taken() {
    String url = "jdbc:postgresql://db/reviews?sslmode=require&sslrootcert=/ca.crt";

    assertThat(with("DATABASE_URL", url).database().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"postgresql://h:abc/db", "postgresql://h", "postgresql://h/%zz", "mysql://h/db"})
  void what_the_driver_would_not_take_is_a_problem_of_the_setting(String url) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> with("DATABASE_URL", url))
        .withMessageContaining("give an address like postgresql://host:5432/database");
  }

  @Test
  void no_password_is_ever_printed() {
    assertThat(with("DATABASE_PASSWORD", "hidden").toString()).doesNotContain("hidden");
  }

  @Test
  void durations_have_their_bounds() {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> with("DATABASE_CONNECTION_TIMEOUT", "249ms"))
        .withMessageContaining("give a duration from 250ms to 60s");
    assertThat(with("DATABASE_CONNECTION_TIMEOUT", "250ms").database().connectionTimeout())
        .isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example.com", "https://shop.example.com/", "https://*.example.com"})
  void what_a_browser_would_never_send_as_an_origin_is_refused(String origin) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> with("CORS_ALLOWED_ORIGINS", origin))
        .withMessageContaining("'" + origin + "' is not an origin")
        .withMessageContaining("https://shop.example.com");
  }

  @Test
  void no_more_connections_than_queries_are_needed_but_never_fewer_queries_than_connections() {
    assertThat(
            with("MAX_CONCURRENT_QUERIES", "5", "DATABASE_POOL_SIZE", "20")
                .database()
                .maxConcurrentQueries())
        .isEqualTo(20);
  }
}
