package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.Migrations;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.localstack.postgres.LocalPostgres;
import dev.logferry.sampledata.SampleDataPlan;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What users meet while the database is away, and after. */
class AwayDatabaseIT {

  /** Each response is reloaded, and kept for the time when that fails. */
  private static final Duration SOON_OLD = Duration.ofNanos(1);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpResponse<String> get(TestApi api, String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(api.uri(path)).timeout(Duration.ofSeconds(20)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cached_pages_stay_others_are_told_to_come_again_and_all_is_well_after() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      server.createDatabase("away");
      DatabaseSettings database = TestDatabase.on(server, "away");
      Migrations.run(database);
      TestDatabase.fill(database, new SampleDataPlan(20, 100, 1, TestDatabase.NOW, false));
      try (TestApi api = TestApi.start(database, SOON_OLD)) {
        String page = get(api, "/v1/products/1").body();
        server.stop();

        HttpResponse<String> stale = get(api, "/v1/products/1");
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo(page);
        assertThat(stale.headers().firstValue("Cache-Status")).isPresent();
        HttpResponse<String> other = get(api, "/v1/products/2");
        assertThat(other.statusCode()).isEqualTo(503);
        assertThat(other.headers().firstValue("Retry-After")).contains("5");
        assertThat(other.body()).contains("database-unavailable").doesNotContain("Exception");
        assertThat(get(api, "/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(api, "/health/live").statusCode()).isEqualTo(200);

        server.restart();
        await(api, "/health/ready");
        await(api, "/v1/products/2");
        assertThat(get(api, "/v1/products/1").headers().firstValue("Cache-Status")).isEmpty();
      }
    }
  }

  @Test
  void it_starts_without_its_database_and_says_so() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      server.createDatabase("late");
      DatabaseSettings database = TestDatabase.on(server, "late");
      server.stop();
      try (TestApi api = TestApi.start(database, Duration.ZERO)) {
        assertThat(get(api, "/health/ready").statusCode()).isEqualTo(503);
        server.restart();
        Migrations.run(database);
        await(api, "/health/ready");
        await(api, "/v1/products");
      }
    }
  }

  /**
   * The database is tried once a second, so a request just after its return may still get a 503.
   */
  private static void await(TestApi api, String path) throws InterruptedException {
    while (get(api, path).statusCode() != 200) {
      Thread.sleep(20);
    }
  }
}
