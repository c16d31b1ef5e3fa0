package dev.logferry.api.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.settings.DatabaseSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingRestartIT {

  private static final int REQUESTS_BETWEEN_RESTARTS = 50;

  /** Ten of the balancer's checks: on a busy machine some come late. */
  private static final Duration DRAIN_DELAY = Duration.ofSeconds(2);

  private final DatabaseSettings database = TestDatabase.seeded();

  @Test
  void a_rolling_restart_under_load_loses_no_request(@TempDir Path folder) throws Exception {
    try (Instance one = new Instance(database, DRAIN_DELAY, folder.resolve("one.log"));
        Instance two = new Instance(database, DRAIN_DELAY, folder.resolve("two.log"))) {
      one.awaitReady();
      two.awaitReady();
      Target first = new Target(one.port());
      Target second = new Target(two.port());

      try (LoadBalancer balancer = new LoadBalancer(List.of(first, second))) {
        awaitBoth(first, second);
        Load load = new Load(balancer.port());
        awaitResponses(first, second);
        restart(one, first, second);
        restart(two, first, second);
        load.close();

        System.out.printf(
            "%d requests during 2 restarts, %d + %d by the two instances: %d failed, %d lost%n",
            load.asked(),
            first.answered(),
            second.answered(),
            load.failures().size(),
            balancer.lost());
        assertThat(load.failures()).isEmpty();
        assertThat(balancer.lost()).isZero();
        assertThat(first.answered() + second.answered()).isEqualTo(load.asked());
      }
    }
  }

  private static void restart(Instance instance, Target... all) throws Exception {
    instance.terminate();
    assertThat(instance.exitStatus()).isZero();
    instance.startAgain();
    awaitBoth(all);
    awaitResponses(all);
  }

  /** Each gets its share of the load, also by connections that stay open. */
  private static void awaitResponses(Target... targets) throws InterruptedException {
    for (Target target : targets) {
      long enough = target.answered() + REQUESTS_BETWEEN_RESTARTS;
      while (target.answered() < enough) {
        Thread.sleep(20);
      }
    }
  }

  private static void awaitBoth(Target... targets) throws InterruptedException {
    for (Target target : targets) {
      while (!target.isReady()) {
        Thread.sleep(20);
      }
    }
  }

  @Test
  void a_request_that_waits_for_the_database_at_sigterm_is_answered(@TempDir Path folder)
      throws Exception {
    try (Instance instance = new Instance(database, Duration.ofMillis(200), folder.resolve("log"));
        Connection connection = connectionTo(instance);
        java.sql.Connection locking =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = locking.createStatement()) {
      locking.setAutoCommit(false);
      statement.execute("lock table product in access exclusive mode");
      connection.send("/v1/products/1");
      awaitWaiting(statement);

      instance.terminate();
      // Longer than the drain delay: the service is finishing what is in flight by then.
      Thread.sleep(Duration.ofSeconds(1));
      locking.rollback();

      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(instance.exitStatus()).isZero();
    }
  }

  private static Connection connectionTo(Instance instance) throws Exception {
    instance.awaitReady();
    return new Connection(instance.port());
  }

  private static void awaitWaiting(Statement statement) throws Exception {
    boolean waits = false;
    while (!waits) {
      try (var rows =
          statement.executeQuery(
              """
              select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
              where not granted and datname = current_database()
              """)) {
        waits = rows.next() && rows.getInt(1) > 0;
      }
      Thread.sleep(20);
    }
  }
}
