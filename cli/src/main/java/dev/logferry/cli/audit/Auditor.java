package dev.logferry.cli.audit;

import dev.logferry.cli.backfill.LateForwarder;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.letters.UndeliveredObjectReader;
import dev.logferry.cli.letters.UndeliveredObjectStore;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Audits with one connection. Not thread-safe. */
final class Auditor implements AutoCloseable {
  private static final String UNREAD = "undelivered events that were not read count as missing: ";

  private final Connection connection;
  private final Aws aws;
  private final CloudWatchLogs logs;
  private final Elasticsearch elasticsearch;
  private final StoredEvents stored;
  private final FailureStore failureStore;

  /**
   * @param logs stays the caller's to close
   * @param index data streams to look into
   */
  Auditor(Connection connection, Aws aws, CloudWatchLogs logs, String index) {
    this.connection = connection;
    this.aws = aws;
    this.logs = logs;
    this.elasticsearch = new Elasticsearch(connection);
    this.stored = new StoredEvents(elasticsearch, index);
    this.failureStore = new FailureStore(elasticsearch, index);
  }

  /** How many events Elasticsearch has: what is known of the size in advance. */
  long storedEvents(List<SourceGroup> groups, TimeSlice range) {
    return groups.stream().mapToLong(group -> stored.count(group.name(), range)).sum();
  }

  /** Compares, and repairs on request. */
  AuditProgress run(
      List<SourceGroup> groups,
      TimeSlice range,
      SavedState state,
      boolean repair,
      BiConsumer<Double, AuditProgress> progress,
      Consumer<String> warnings) {
    Settings settings = connection.settings();
    Classification classification =
        new Classification(settings, Wiring.mapper(settings, aws::secret));
    UndeliveredEventIndex undelivered = undelivered(range);
    undelivered.gaps().forEach(gap -> warnings.accept(UNREAD + gap));
    Absences absences = new Absences(undelivered, failureStore);
    AuditProgress result;
    if (repair) {
      try (LateForwarder forwarder = new LateForwarder(connection, aws::secret)) {
        Optional<Repair> with = Optional.of(new Repair(forwarder, stored));
        result =
            new Audit(logs, stored, classification, absences, with, state)
                .run(groups, range, progress);
      }
    } else {
      result =
          new Audit(logs, stored, classification, absences, Optional.empty(), state)
              .run(groups, range, progress);
    }
    failureStore.problem().ifPresent(problem -> warnings.accept(UNREAD + problem));
    return result;
  }

  private UndeliveredEventIndex undelivered(TimeSlice range) {
    UndeliveredEventIndex undelivered = new UndeliveredEventIndex(range);
    if (UndeliveredObjectStore.isNamed(connection.settings())) {
      Map<String, String> environment = new HashMap<>(connection.variables().values());
      environment.putAll(aws.environment());
      UndeliveredObjectStore store = UndeliveredObjectStore.of(connection, environment);
      undelivered.read(
          store, new UndeliveredObjectReader(store, connection.settings().maxDecompressedBytes()));
    }
    return undelivered;
  }

  /** Prints the result of {@link #run} as JSON lines. */
  static void printJson(TimeSlice range, AuditProgress result, SavedState state, PrintWriter out) {
    report(range, result, state).printJson(out);
    out.flush();
  }

  /**
   * Prints the result of {@link #run} for a person.
   *
   * @param columns of the terminal; a large number if there is none
   */
  static void printText(
      TimeSlice range, AuditProgress result, SavedState state, int columns, PrintWriter out) {
    report(range, result, state).printText(out, columns);
    out.flush();
  }

  /** Writes the result of {@link #run} as a page. */
  static void writeHtml(TimeSlice range, AuditProgress result, SavedState state, Path file) {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      report(range, result, state).printHtml(out);
    } catch (IOException e) {
      throw new CommandException(
          "cannot write %s: %s".formatted(file, CommandException.reasonOf(e)), e);
    }
  }

  private static AuditReport report(TimeSlice range, AuditProgress result, SavedState state) {
    return new AuditReport(range, result, new Findings(state.folder()));
  }

  @Override
  public void close() {
    elasticsearch.close();
  }
}
