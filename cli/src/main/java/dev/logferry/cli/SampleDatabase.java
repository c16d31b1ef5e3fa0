package dev.logferry.cli;

import dev.logferry.cli.terminal.CommandFailure;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.postgres.LocalPostgres;
import dev.logferry.localstack.postgres.LocalPostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A local PostgreSQL that is migrated, and filled with sample data the first time. */
final class SampleDatabase implements AutoCloseable {

  private static final String NAME = "reviews";

  private final LocalPostgres postgres;

  private SampleDatabase(LocalPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts it, with data of an earlier run if the folder holds any. */
  static SampleDatabase start(Path folder, ApiOptions.Scale scale, ApiProgram program) {
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

  private static void requireScale(Path folder, ApiOptions.Scale scale) {
    for (ApiOptions.Scale other : ApiOptions.Scale.values()) {
      if (other != scale && Files.exists(mark(folder, other))) {
        throw new CommandFailure(
            "%s holds sample data of the scale %s: say --scale %s, or name another folder"
                .formatted(folder, other, other));
      }
    }
  }

  private void fill(Path folder, ApiOptions.Scale scale, ApiProgram program) {
    if (!postgres.hasDatabase(NAME)) {
      postgres.createDatabase(NAME);
    }
    run(program, environment(), List.of("migrate"));
    if (!Files.exists(mark(folder, scale))) {
      // Replaces what a run that was cut off may have left.
      run(program, environment(), List.of("seed", "--scale", scale.name(), "--replace"));
      leaveMark(mark(folder, scale));
    }
  }

  /** Written when all of it is there. */
  private static Path mark(Path folder, ApiOptions.Scale scale) {
    return folder.resolve("filled-" + scale);
  }

  private static void leaveMark(Path mark) {
    try {
      Files.createFile(mark);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + mark, e);
    }
  }

  /**
   * Runs one of the API's commands to its end.
   *
   * @throws CommandFailure if it fails
   */
  static void run(ApiProgram program, Map<String, String> environment, List<String> command) {
    Process process = program.start(environment, command);
    // At a SIGTERM: it would live on, and fill a database that is about to go away.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(process::destroy, "stop-" + command.getFirst()));
    try {
      if (process.waitFor() != 0) {
        throw new CommandFailure(
            "the API's command %s failed with status %d; its log above says why"
                .formatted(command.getFirst(), process.exitValue()));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  /** What the API needs to find it. */
  Map<String, String> environment() {
    return Map.of(
        "DATABASE_URL", postgres.url(NAME),
        "DATABASE_USER", postgres.user(),
        "DATABASE_PASSWORD", postgres.password());
  }

  @Override
  public void close() {
    postgres.close();
  }
}
