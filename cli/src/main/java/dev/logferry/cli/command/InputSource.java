package dev.logferry.cli.command;

import dev.logferry.cli.terminal.CommandException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file named by an argument, or the standard input for {@code -}.
 *
 * @param file empty for the standard input
 */
public record InputSource(Optional<Path> file, InputStream standardInput) {
  private static final int BUFFER_BYTES = 1 << 16;

  public static InputSource of(String argument, CommandContext context) {
    return new InputSource(
        argument.equals("-") ? Optional.empty() : Optional.of(Path.of(argument)), context.input());
  }

  /** What messages call it. */
  public String name() {
    return file.map(Path::toString).orElse("the standard input");
  }

  /** When the file was last written; empty for the standard input. */
  public Optional<Instant> lastModified() {
    return file.map(
        path -> {
          try {
            return Files.getLastModifiedTime(path).toInstant();
          } catch (IOException unreadable) {
            throw cannotRead(unreadable);
          }
        });
  }

  /** Opens it as it is. Closing never closes the standard input. */
  public InputStream open() {
    if (file.isEmpty()) {
      return new Unclosed(standardInput);
    }
    Path path = file.get();
    if (Files.isDirectory(path)) {
      throw new CommandException("%s is a folder; name a file in it".formatted(path));
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException unreadable) {
      throw cannotRead(unreadable);
    }
  }

  /** Opens it as text: what is compressed with gzip, as rotated logs are, is decompressed. */
  public InputStream openText() {
    var input = new BufferedInputStream(open(), BUFFER_BYTES);
    try {
      input.mark(2);
      boolean gzip = input.read() == 0x1f && input.read() == 0x8b;
      input.reset();
      return gzip ? new GZIPInputStream(input, BUFFER_BYTES) : input;
    } catch (IOException unreadable) {
      throw cannotRead(unreadable);
    }
  }

  public CommandException cannotRead(IOException cause) {
    String reason =
        switch (cause) {
          case java.nio.file.NoSuchFileException _ -> "there is no such file";
          case java.nio.file.AccessDeniedException _ -> "permission denied";
          default -> CommandException.reasonOf(cause);
        };
    return new CommandException("cannot read %s: %s".formatted(name(), reason), cause);
  }

  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream input) {
      super(input);
    }

    @Override
    public void close() {}
  }
}
