package dev.logferry.cli.api;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.postgres.LocalPostgres;
import dev.logferry.localstack.postgres.LocalPostgresSettings;
import dev.logferry.localstack.system.LocalSystem;
import dev.logferry.sampledata.SampleData;
import dev.logferry.sampledata.SampleDataException;
import dev.logferry.sampledata.SampleDataPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A local PostgreSQL that is migrated, and filled with sample data the first time. */
public final class SampleDatabase implements AutoCloseable {

  private static final String NAME = "reviews";

  /** How much sample data. */
  public enum Scale {
    small,
    full
  }

  private final LocalPostgres postgres;

  private SampleDatabase(LocalPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts it, with data of an earlier run if the folder holds any. */
  public static SampleDatabase start(Path folder, Scale scale, ApiProgram program) {
    requireScale(folder, scale);
    LocalPostgresSettings settings =
        LocalPostgresSettings.defaults().withFolder(folder.resolve("postgres"));
    SampleDatabase database = new SampleDatabase(LocalPostgres.start(settings));
    boolean isFilled = false;
    try {
      database.fill(folder, scale, program);
      isFilled = true;
      return database;
    } finally {
      if (!isFilled) {
        database.close();
      }
    }
  }

  private static void requireScale(Path folder, Scale scale) {
    for (Scale other : Scale.values()) {
      if (other != scale && Files.exists(marker(folder, other))) {
        throw new CommandException(
            "%s holds sample data of the scale %s: say --scale %s, or name another folder"
                .formatted(folder, other, other));
      }
    }
  }

  private void fill(Path folder, Scale scale, ApiProgram program) {
    if (!postgres.hasDatabase(NAME)) {
      postgres.createDatabase(NAME);
    }
    if (Files.exists(marker(folder, scale))) {
      run(program, environment(), List.of("migrate"));
    } else {
      // Replaces what an interrupted run may have left.
      fill(program, environment(), scale, true);
      writeMarker(marker(folder, scale));
    }
  }

  /**
   * Migrates a database and fills it with sample data, ratings and rankings included.
   *
   * @param environment has {@code DATABASE_URL}, {@code DATABASE_USER} and {@code
   *     DATABASE_PASSWORD}
   * @param replace whether to delete what the database contains; else it has to be empty
   * @throws CommandException if it fails
   */
  static void fill(
      ApiProgram program, Map<String, String> environment, Scale scale, boolean replace) {
    run(program, environment, List.of("migrate"));
    Instant now = Instant.now();
    SampleDataPlan plan =
        switch (scale) {
          case small -> SampleDataPlan.small(now);
          case full -> SampleDataPlan.full(now);
        };
    try {
      SampleData.load(
          environment.getOrDefault("DATABASE_URL", ""),
          environment.getOrDefault("DATABASE_USER", "api"),
          environment.getOrDefault("DATABASE_PASSWORD", ""),
          plan.withReplace(replace),
          scale == Scale.full ? System.err::println : _ -> {}); // small takes seconds
    } catch (SampleDataException | IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    run(program, environment, List.of("refresh-rankings"));
  }

  /** Written when all of it is there. */
  private static Path marker(Path folder, Scale scale) {
    return folder.resolve("filled-" + scale);
  }

  private static void writeMarker(Path marker) {
    try {
      Files.createFile(marker);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker, e);
    }
  }

  /**
   * Runs one of the API's commands to its end.
   *
   * @throws CommandException if it fails
   */
  private static void run(
      ApiProgram program, Map<String, String> environment, List<String> command) {
    Process process = program.start(environment, command);
    // At a SIGTERM: otherwise it keeps running and fills a database that is about to stop.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(process::destroy, "stop-" + command.getFirst()));
    try {
      if (process.waitFor() != 0) {
        throw new CommandException(
            "the API's command %s failed with status %d; its log above says why"
                .formatted(command.getFirst(), process.exitValue()));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }

  /** What the API needs to find it. */
  Map<String, String> environment() {
    return Map.of(
        "DATABASE_URL", postgres.url(NAME),
        "DATABASE_USER", postgres.user(),
        "DATABASE_PASSWORD", postgres.password());
  }

  /** For the local system, which starts and stops it at will. */
  public LocalSystem.Database forSystem() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("SHUTDOWN_DRAIN_DELAY", "0s");
    environment.put("SERVICE_ENVIRONMENT", "laptop");
    return new LocalSystem.Database(postgres, NAME, environment);
  }

  @Override
  public void close() {
    postgres.close();
  }
}
