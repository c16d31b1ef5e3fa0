package dev.logferry.cli.audit;

import dev.logferry.cli.audit.SliceAudit.Repair;
import dev.logferry.cli.backfill.LateForwarder;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.connection.Variables;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Audits with one connection. Not thread-safe. */
public final class Auditor implements AutoCloseable {
  private static final Duration S3_TIMEOUT = Duration.ofSeconds(30);

  private final Connection connection;
  private final Variables variables;
  private final SecretSource secrets;
  private final CloudWatchLogs logs;
  private final Elasticsearch elasticsearch;
  private final StoredEvents stored;

  /**
   * @param logs stays the caller's to close
   * @param index data streams to look into
   */
  public Auditor(
      Connection connection,
      Variables variables,
      SecretSource secrets,
      CloudWatchLogs logs,
      String index) {
    this.connection = connection;
    this.variables = variables;
    this.secrets = secrets;
    this.logs = logs;
    this.elasticsearch = new Elasticsearch(connection);
    this.stored = new StoredEvents(elasticsearch, index);
  }

  /** How many events Elasticsearch has: what is known of the size in advance. */
  public long storedEvents(List<SourceGroup> groups, TimeSlice range) {
    return groups.stream().mapToLong(group -> stored.count(group.name(), range)).sum();
  }

  /** Compares, and repairs if asked to. */
  public AuditProgress run(
      List<SourceGroup> groups,
      TimeSlice range,
      SavedState state,
      boolean repair,
      BiConsumer<Double, AuditProgress> progress,
      Consumer<String> warnings) {
    Settings settings = connection.settings();
    Classification classification = new Classification(settings, Wiring.mapper(settings, secrets));
    DeadLetterIndex deadLetters = deadLetters(range, warnings);
    if (!repair) {
      return new Audit(logs, stored, classification, deadLetters, Optional.empty(), state)
          .run(groups, range, progress);
    }
    try (LateForwarder forwarder = new LateForwarder(connection, secrets)) {
      Optional<Repair> with = Optional.of(new Repair(forwarder, stored));
      return new Audit(logs, stored, classification, deadLetters, with, state)
          .run(groups, range, progress);
    }
  }

  private DeadLetterIndex deadLetters(TimeSlice range, Consumer<String> warnings) {
    Optional<String> bucket = connection.settings().deadLetters().bucket();
    if (bucket.isEmpty()) {
      return DeadLetterIndex.NONE;
    }
    S3ObjectStore store =
        new S3ObjectStore(() -> S3Connection.from(variables.values(), S3_TIMEOUT));
    try {
      DeadLetterIndex read =
          DeadLetterIndex.read(
              store, bucket.get(), connection.settings().deadLetters().prefix(), range);
      if (!read.complete()) {
        warnings.accept("there are too many dead letters: some are reported as missing");
      }
      return read;
    } catch (IOException unreadable) {
      warnings.accept(
          "dead letters cannot be read, so they are reported as missing: "
              + unreadable.getMessage());
      return DeadLetterIndex.NONE;
    }
  }

  /** Prints the result of {@link #run} for a terminal, or as JSON lines. */
  public static void print(
      TimeSlice range, AuditProgress result, SavedState state, boolean json, PrintWriter out) {
    AuditReport report = report(range, result, state);
    if (json) {
      report.printJson(out);
    } else {
      report.printText(out);
    }
    out.flush();
  }

  /** Writes the result of {@link #run} as a page. */
  public static void writeHtml(TimeSlice range, AuditProgress result, SavedState state, Path file) {
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
