package dev.logferry.cli.backfill;

import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.FilteredEvents;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.terminal.CommandException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Reads the events of log groups page by page, sends each page, and notes how far it is. */
final class Backfill {

  /** AWS's tokens are valid for 24 hours. */
  private static final long TOKEN_MILLIS = Duration.ofHours(20).toMillis();

  private final CloudWatchLogs logs;
  private final LateForwarder forwarder;
  private final SavedState state;
  private final InstantSource clock;
  private final int eventsPerSecond;

  /**
   * @param eventsPerSecond at most, on average; 0 for no limit
   */
  Backfill(
      CloudWatchLogs logs,
      LateForwarder forwarder,
      SavedState state,
      InstantSource clock,
      int eventsPerSecond) {
    this.logs = logs;
    this.forwarder = forwarder;
    this.state = state;
    this.clock = clock;
    this.eventsPerSecond = eventsPerSecond;
  }

  /**
   * Continues where an earlier run stopped.
   *
   * @param listener hears after each page how far it is, from 0 to 1
   */
  BackfillProgress run(
      List<SourceGroup> groups, TimeSlice range, BiConsumer<Double, BackfillProgress> listener) {
    BackfillProgress progress =
        state.load(BackfillProgress.class).orElseGet(() -> BackfillProgress.atStart(range.from()));
    while (progress.group() < groups.size()) {
      SourceGroup group = groups.get(progress.group());
      progress = part(group, range.part(progress.start(), range.partMillis()), progress);
      long end = range.part(progress.start(), range.partMillis()).to();
      progress =
          end == range.to()
              ? progress.at(progress.group() + 1, range.from())
              : progress.at(progress.group(), end);
      state.save(progress);
      double done = progress.group() + (double) (progress.start() - range.from()) / range.millis();
      listener.accept(done / groups.size(), progress);
    }
    return progress;
  }

  private BackfillProgress part(SourceGroup group, TimeSlice part, BackfillProgress before) {
    Optional<String> token =
        before.token().filter(_ -> clock.millis() - before.tokenMillis() < TOKEN_MILLIS);
    FilteredEvents events = new FilteredEvents(logs, group, part, token);
    BackfillProgress progress = before;
    while (events.hasNext()) {
      long begun = System.nanoTime();
      List<FilteredLogEvent> page = events.next();
      progress = progress.plus(forwarder.forward(group, page)).at(events.token(), clock.millis());
      if (events.hasNext()) {
        state.save(progress);
      }
      slowDown(page.size(), System.nanoTime() - begun);
    }
    return progress;
  }

  private void slowDown(int events, long takenNanos) {
    if (eventsPerSecond == 0) {
      return;
    }
    try {
      Thread.sleep(Math.max(0, 1000L * events / eventsPerSecond - takenNanos / 1_000_000));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", interrupted);
    }
  }
}
