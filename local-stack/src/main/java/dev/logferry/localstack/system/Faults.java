package dev.logferry.localstack.system;

import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Injects faults and ends them, and restarts servers that died by themselves. Thread-safe; faults
 * of one server follow each other.
 */
public final class Faults implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final LocalStack stack;
  private final LocalPostgres postgres;
  private final String database;
  private final SystemLog log;
  private final Set<Fault> active = EnumSet.noneOf(Fault.class);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Repeating watchdog;
  private volatile boolean closed;

  private Faults(LocalStack stack, LocalPostgres postgres, String database, SystemLog log) {
    this.stack = stack;
    this.postgres = postgres;
    this.database = database;
    this.log = log;
    this.watchdog = Repeating.start("watchdog", LOOK_EVERY, this::restartTheDead, log::say);
  }

  /** Repairs what a killed process may have left in the database, and watches the servers. */
  static Faults of(LocalStack stack, LocalSystem.Database database, SystemLog log) {
    Faults faults = new Faults(stack, database.postgres(), database.name(), log);
    try {
      faults.execute("alter table if exists review_missing rename to review");
      return faults;
    } catch (SQLException e) {
      faults.close();
      throw new IllegalStateException("cannot repair the API's database: " + e.getMessage(), e);
    }
  }

  /**
   * Begins a fault and ends it after that time, in the background; nothing if it is active already.
   *
   * @return completed when it is over
   */
  public Future<?> inject(Fault fault, Duration duration) {
    return threads.submit(() -> run(fault, duration));
  }

  private void run(Fault fault, Duration duration) {
    if (!begin(fault)) {
      return;
    }
    log.say(
        "Fault %s: %s%s"
            .formatted(
                fault.optionName(),
                fault.description(),
                duration.isZero() ? "" : " for %d s".formatted(duration.toSeconds())));
    try {
      beginAndEnd(fault, duration);
      log.say("Fault %s is over".formatted(fault.optionName()));
    } catch (SQLException | RuntimeException e) {
      log.say("Fault %s did not work: %s".formatted(fault.optionName(), e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(fault);
    }
  }

  private synchronized boolean begin(Fault fault) {
    return !closed && active.add(fault);
  }

  private synchronized void end(Fault fault) {
    active.remove(fault);
  }

  private void beginAndEnd(Fault fault, Duration duration)
      throws SQLException, InterruptedException {
    switch (fault) {
      case ELASTICSEARCH_DOWN -> {
        stack.elasticsearch().killProcess();
        Thread.sleep(duration);
        stack.elasticsearch().startProcess();
      }
      case DATABASE_DOWN -> {
        postgres.stop();
        Thread.sleep(duration);
        postgres.restart();
      }
      case S3_DOWN -> {
        stack.s3().stop();
        Thread.sleep(duration);
        stack.s3().restart();
      }
      case FORWARDER_CRASH -> stack.lambda().killEnvironment();
      case BROKEN_QUERY -> {
        execute("alter table review rename to review_missing");
        try {
          Thread.sleep(duration);
        } finally {
          execute("alter table review_missing rename to review");
        }
      }
      case SLOW_QUERIES -> lock(duration);
    }
  }

  private void lock(Duration duration) throws SQLException, InterruptedException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table product, product_listing, review in access exclusive mode");
      Thread.sleep(duration);
      connection.rollback();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether a fault of this kind is active. */
  synchronized boolean isActive(Fault fault) {
    return active.contains(fault);
  }

  private void restartTheDead() {
    if (stack.elasticsearch().processId().isEmpty() && begin(Fault.ELASTICSEARCH_DOWN)) {
      restart("Elasticsearch", Fault.ELASTICSEARCH_DOWN, stack.elasticsearch()::startProcess);
    }
    if (!stack.s3().process().isAlive() && begin(Fault.S3_DOWN)) {
      restart("S3", Fault.S3_DOWN, stack.s3()::restart);
    }
    if (!postgres.isAlive() && begin(Fault.DATABASE_DOWN)) {
      restart("PostgreSQL", Fault.DATABASE_DOWN, postgres::restart);
    }
  }

  private void restart(String server, Fault kind, Runnable start) {
    try {
      log.say(server + " died. Starting it again; Lambda and S3 keep what cannot be delivered.");
      start.run();
      log.say(server + " runs again");
    } finally {
      end(kind);
    }
  }

  @Override
  public void close() {
    closed = true;
    watchdog.close();
    threads.shutdownNow();
    threads.close();
  }
}
