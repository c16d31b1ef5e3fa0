package dev.logferry.localstack.system;

import java.time.Duration;
import java.util.List;

/** Injects the faults of the API's database in turn, one every 15 seconds. */
final class DatabaseFaultSchedule implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final List<Fault> FAULTS =
      List.of(Fault.BROKEN_QUERY, Fault.SLOW_QUERIES, Fault.DATABASE_DOWN);

  private final Faults faults;
  private final Repeating schedule;
  private int next;

  DatabaseFaultSchedule(Faults faults, SystemLog log) {
    this.faults = faults;
    this.schedule = Repeating.start("database-faults", PAUSE, this::injectNext, log::say);
  }

  private void injectNext() {
    Fault fault = FAULTS.get(next++ % FAULTS.size());
    var _ = faults.inject(fault, fault.defaultDuration());
  }

  @Override
  public void close() {
    schedule.close();
  }
}
