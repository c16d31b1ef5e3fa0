package dev.logferry.cli.audit;

import dev.logferry.cli.terminal.CommandException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The findings of an audit in a file, a JSON object on each line, so that they need no memory. */
final class Findings {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  Findings(Path folder) {
    this.file = folder.resolve("findings.ndjson");
  }

  long sizeBytes() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Drops what was written after a progress was saved. */
  void truncate(long sizeBytes) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void add(List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    try (BufferedWriter writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (Finding finding : findings) {
        writer.write(JSON.writeValueAsString(finding));
        writer.write('\n');
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** All findings, in the order in which they were found; to be closed. */
  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  Stream<Finding> read() {
    try {
      return Files.exists(file)
          ? Files.lines(file).map(line -> JSON.readValue(line, Finding.class))
          : Stream.empty();
    } catch (IOException | UncheckedIOException e) {
      throw unusable(e);
    }
  }

  private CommandException unusable(Exception e) {
    return new CommandException(
        "cannot write the findings to %s: %s".formatted(file, CommandException.reasonOf(e)), e);
  }
}
