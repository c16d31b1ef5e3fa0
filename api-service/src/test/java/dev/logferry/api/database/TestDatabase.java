package dev.logferry.api.database;

import dev.logferry.api.ranking.RankingRefresh;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.localstack.postgres.LocalPostgres;
import dev.logferry.sampledata.SampleData;
import dev.logferry.sampledata.SampleDataPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases for tests, on a real server that all tests of this JVM share. It ends with the JVM. */
public final class TestDatabase {

  /** When it is for sample data: the same each time, so that tests may name what they find. */
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  /** A new database with the schema and nothing in it. */
  public static DatabaseSettings migrated() {
    return copyOf(Templates.migrated());
  }

  /** A new database with 300 products and 10,000 reviews. */
  public static DatabaseSettings seeded() {
    return copyOf(Templates.seeded());
  }

  /** A database with 20,000 products and 200,000 reviews; it is shared, so don't change it. */
  static DatabaseSettings ofSomeSize() {
    return on(Templates.SERVER, Templates.ofSomeSize());
  }

  /** A new database without even the schema. */
  public static DatabaseSettings empty() {
    String name = "empty_" + COUNT.incrementAndGet();
    Templates.SERVER.createDatabase(name);
    return on(Templates.SERVER, name);
  }

  private static DatabaseSettings copyOf(String template) {
    String name = template + "_" + COUNT.incrementAndGet();
    Templates.SERVER.createDatabase(name, template);
    return on(Templates.SERVER, name);
  }

  /** Fills a migrated database with sample data, ratings and rankings included. */
  public static void fill(DatabaseSettings settings, SampleDataPlan plan) {
    SampleData.load(settings.url(), settings.user(), settings.password(), plan, _ -> {});
    RankingRefresh.run(settings, plan.now());
  }

  /** The service's settings for a database of a server; limits are the service's defaults. */
  public static DatabaseSettings on(LocalPostgres server, String database) {
    return new DatabaseSettings(
        "jdbc:" + server.url(database),
        server.user(),
        server.password(),
        10,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        64);
  }

  /** Made once, then copied: a copy takes a fraction of the time. */
  private static final class Templates {

    static final LocalPostgres SERVER = LocalPostgres.start();

    private static String migrated = "";
    private static String seeded = "";
    private static String ofSomeSize = "";

    static synchronized String migrated() {
      if (migrated.isEmpty()) {
        SERVER.createDatabase("migrated");
        Migrations.run(on(SERVER, "migrated"));
        migrated = "migrated";
      }
      return migrated;
    }

    static synchronized String ofSomeSize() {
      if (ofSomeSize.isEmpty()) {
        SERVER.createDatabase("of_some_size", migrated());
        fill(on(SERVER, "of_some_size"), new SampleDataPlan(20_000, 200_000, 1, NOW, false));
        ofSomeSize = "of_some_size";
      }
      return ofSomeSize;
    }

    static synchronized String seeded() {
      if (seeded.isEmpty()) {
        SERVER.createDatabase("seeded", migrated());
        fill(on(SERVER, "seeded"), SampleDataPlan.small(NOW));
        seeded = "seeded";
      }
      return seeded;
    }
  }
}
