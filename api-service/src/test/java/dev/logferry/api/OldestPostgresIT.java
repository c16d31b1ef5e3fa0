package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.database.Migrations;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.sampledata.SampleDataPlan;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The oldest PostgreSQL that is supported: the service responds on it exactly as on the newest,
 * which all other tests use.
 */
class OldestPostgresIT {

  private static final Path BINARIES = Path.of("target", "oldest-postgresql.jar");

  @Test
  void the_service_responds_on_the_oldest_server_as_on_the_newest() throws Exception {
    Map<String, String> newest = responses(TestDatabase.seeded());
    try (EmbeddedPostgres server = start("UTF8")) {
      DatabaseSettings oldest = settings(server);
      Migrations.run(oldest);
      TestDatabase.fill(oldest, SampleDataPlan.small(TestDatabase.NOW));

      assertThat(version(oldest)).isEqualTo(14);
      assertThat(responses(oldest)).isEqualTo(newest);
    }
  }

  @Test
  void a_database_in_another_encoding_is_refused_with_the_remedy() throws Exception {
    try (EmbeddedPostgres server = start("LATIN1")) {
      assertThatThrownBy(() -> Migrations.run(settings(server)))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("its encoding is LATIN1; create it with the encoding UTF8");
    }
  }

  private static EmbeddedPostgres start(String encoding) throws IOException {
    // Sets the folder that the library unpacks servers to.
    TestDatabase.empty();
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver((_, _) -> binaries())
        .setLocaleConfig("encoding", encoding)
        .setLocaleConfig("locale", "C")
        .setPGStartupWait(Duration.ofMinutes(10))
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static InputStream binaries() throws IOException {
    try (ZipFile jar = new ZipFile(BINARIES.toFile());
        InputStream archive =
            jar.getInputStream(
                jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow())) {
      return new ByteArrayInputStream(archive.readAllBytes());
    }
  }

  private static DatabaseSettings settings(EmbeddedPostgres server) {
    return new DatabaseSettings(
        server.getJdbcUrl("postgres", "postgres"),
        "postgres",
        "",
        4,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        64);
  }

  private static int version(DatabaseSettings settings) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("show server_version_num")) {
      row.next();
      return row.getInt(1) / 10_000;
    }
  }

  /** Lists, pages, searches in several scripts, and rankings. */
  private static Map<String, String> responses(DatabaseSettings settings) throws Exception {
    Map<String, String> responses = new LinkedHashMap<>();
    try (TestApi api = TestApi.start(settings, Duration.ofSeconds(10));
        HttpClient client = HttpClient.newHttpClient()) {
      for (String target : targets().toList()) {
        var response =
            client.send(HttpRequest.newBuilder(api.uri(target)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(target).isEqualTo(200);
        // When a ranking was computed differs; everything else must not.
        responses.put(
            target,
            response.body().replaceAll("\"refreshedAt\":\"[^\"]*\"", "\"refreshedAt\":\"\""));
      }
    }
    return responses;
  }

  private static Stream<String> targets() {
    Stream<String> searches =
        Stream.of("ルミベル シャンプー", "ジェル クリーム", "ｼｬﾝﾌﾟｰ", "ＵＶ", "ΩМЖ", "É")
            .map(
                query ->
                    "/v1/products?total=true&query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8));
    Stream<String> others =
        Stream.of(
            "/v1/products?limit=50",
            "/v1/products?sort=newest&category=serum",
            "/v1/products/61",
            "/v1/products/61/reviews?sort=helpful&total=true",
            "/v1/reviews/1",
            "/v1/rankings/shampoo?period=year",
            "/v1/categories",
            "/v1/brands");
    return Stream.concat(searches, others);
  }
}
