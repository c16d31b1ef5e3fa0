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

  private static final int ROUNDS = 2;
  private static final int LEAST_REQUESTS = 500;

  private final DatabaseSettings database = TestDatabase.seeded();

  @Test
  void a_rolling_restart_under_load_loses_no_request(@TempDir Path folder) throws Exception {
    try (Instance one = new Instance(database, folder.resolve("one.log"));
        Instance two = new Instance(database, folder.resolve("two.log"))) {
      one.awaitReady();
      two.awaitReady();
      Target first = new Target(one.port());
      Target second = new Target(two.port());

      try (LoadBalancer balancer = new LoadBalancer(List.of(first, second))) {
        awaitBoth(first, second);
        Load load = new Load(balancer.port());
        for (int round = 0; round < ROUNDS; round++) {
          restart(one, first, second);
          restart(two, first, second);
        }
        load.close();

        System.out.printf(
            "%d requests during %d restarts, %d + %d by the two instances: %d failed, %d lost%n",
            load.asked(),
            2 * ROUNDS,
            first.answered(),
            second.answered(),
            load.failures().size(),
            balancer.lost());
        assertThat(load.failures()).isEmpty();
        assertThat(balancer.lost()).isZero();
        assertThat(first.answered() + second.answered()).isEqualTo(load.asked());
        assertThat(load.asked()).isGreaterThan(LEAST_REQUESTS);
        assertThat(List.of(first.answered(), second.answered()))
            .allSatisfy(answered -> assertThat(answered).isGreaterThan(LEAST_REQUESTS / 4));
      }
    }
  }

  private static void restart(Instance instance, Target... all) throws Exception {
    instance.terminate();
    assertThat(instance.exitStatus()).isZero();
    instance.startAgain();
    awaitBoth(all);
    // Both share the load for a while, by connections that stay open.
    Thread.sleep(Duration.ofMillis(500));
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
    try (Instance instance = new Instance(database, folder.resolve("log"));
        Connection connection = connectionTo(instance);
        java.sql.Connection locking =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = locking.createStatement()) {
      locking.setAutoCommit(false);
      statement.execute("lock table product in access exclusive mode");
      connection.send("/v1/products/1");
      awaitWaiting(statement);

      instance.terminate();
      // Longer than the drain delay: the service is finishing what is under way by then.
      Thread.sleep(Duration.ofMillis(1_500));
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
      try (var rows = statement.executeQuery("select count(*) from pg_locks where not granted")) {
        waits = rows.next() && rows.getInt(1) > 0;
      }
      Thread.sleep(20);
    }
  }
}
