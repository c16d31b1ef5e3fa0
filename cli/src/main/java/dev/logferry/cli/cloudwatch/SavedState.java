package dev.logferry.cli.cloudwatch;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a long command has done so far, in a folder of its own, so that the same command continues
 * there after an interruption. Not thread-safe.
 */
public final class SavedState {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;

  private SavedState(Path folder) {
    this.folder = folder;
  }

  /**
   * The state of a command with these arguments.
   *
   * @param given the folder of all state; empty for {@code $XDG_STATE_HOME/logferry}
   * @param arguments that make it the same command
   */
  public static SavedState of(Optional<Path> given, String command, List<String> arguments) {
    String id = hash(String.join("\n", arguments));
    Path folder = given.orElseGet(SavedState::defaultFolder).resolve(command + "-" + id);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    return new SavedState(folder);
  }

  private static Path defaultFolder() {
    String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
    return state.isBlank()
        ? Path.of(System.getenv().getOrDefault("HOME", "."), ".local", "state", "logferry")
        : Path.of(state, "logferry");
  }

  private static String hash(String text) {
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  public Path folder() {
    return folder;
  }

  /** What was saved last; empty if nothing was, or what is there cannot be read. */
  public <T> Optional<T> load(Class<T> type) {
    try {
      return Files.exists(progressFile())
          ? Optional.of(JSON.readValue(Files.readAllBytes(progressFile()), type))
          : Optional.empty();
    } catch (JacksonException _) { // of another release: begin anew
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Replaces what was saved, in one step. */
  public void save(Object progress) {
    try {
      Path written = Files.write(folder.resolve("progress.new"), JSON.writeValueAsBytes(progress));
      Files.move(
          written,
          progressFile(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Forgets everything: the command is done, or begins anew. */
  public void delete() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private Path progressFile() {
    return folder.resolve("progress.json");
  }

  private static CommandException unusable(Path folder, IOException e) {
    return new CommandException(
        "cannot save the progress in %s: %s; choose another folder with --state"
            .formatted(folder, CommandException.reasonOf(e)),
        e);
  }
}
