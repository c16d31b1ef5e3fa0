package dev.logferry.cli.letters;

import dev.logferry.cli.command.TimeBound;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which undelivered events a command is about. */
final class LetterOptions {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only events written to S3 since then: -2h, 2026-11-22, 2026-11-22T09:30:00Z.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only events written to S3 until then.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only events of this service or log group.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      description = "Only events whose cause or reason contains this text.")
  private Optional<String> cause = Optional.empty();

  /**
   * What the options lead to.
   *
   * @param environment the function's settings and AWS's variables
   */
  record Selection(
      List<UndeliveredObject> objects,
      UndeliveredObjectReader reader,
      Map<String, String> environment) {}

  /**
   * Lists the objects.
   *
   * @param path beginning of their paths; empty for all
   */
  Selection open(String path, Instant now) {
    Optional<Instant> since = from.map(text -> time("--from", text, now));
    Optional<Instant> until = to.map(text -> time("--to", text, now));
    Connection connection = connectionOptions.connection();
    Map<String, String> environment = new HashMap<>(connection.variables().values());
    environment.putAll(connectionOptions.aws().environment());
    UndeliveredObjectStore store = UndeliveredObjectStore.of(connection, environment);
    List<UndeliveredObject> objects =
        store.list(
            path,
            written ->
                since.filter(written::isBefore).isEmpty()
                    && until.filter(written::isAfter).isEmpty());
    UndeliveredObjectReader reader =
        new UndeliveredObjectReader(store, connection.settings().maxDecompressedBytes());
    return new Selection(objects, reader, environment);
  }

  private static Instant time(String option, String text, Instant now) {
    try {
      return TimeBound.parse(text, now);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(option + ": " + CommandException.reasonOf(invalid));
    }
  }

  boolean isWanted(UndeliveredEvent event) {
    return service.filter(name -> !name.equals(event.service())).isEmpty()
        && cause
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(
                text ->
                    !(event.cause() + "\n" + event.reason())
                        .toLowerCase(Locale.ROOT)
                        .contains(text))
            .isEmpty();
  }
}
