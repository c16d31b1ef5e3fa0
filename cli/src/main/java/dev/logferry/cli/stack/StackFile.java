package dev.logferry.cli.stack;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code .logferry/stack.json} in the root of the project: written by {@code up}, read by the other
 * commands, readable by its owner alone because it holds a password.
 */
public final class StackFile {
  private static final String START_ONE = "start one with ./logferry up in another terminal";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path file;

  /**
   * @param root folder of the project
   */
  public StackFile(Path root) {
    this.file = root.resolve(".logferry").resolve("stack.json");
  }

  /** Where the file is, whether or not it exists. */
  public Path path() {
    return file;
  }

  /**
   * The stack that is running now.
   *
   * @throws CommandException when none is running, or when the file cannot be understood
   */
  public RunningStack read() {
    RunningStack stack = parse(content());
    if (!isAlive(stack.pid())) {
      throw new CommandException(
          "no local stack is running (process %d, which wrote %s, has ended); %s"
              .formatted(stack.pid(), file, START_ONE));
    }
    return stack;
  }

  /** The stack that is running now, if one is. */
  public Optional<RunningStack> ifRunning() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(parse(content())).filter(stack -> isAlive(stack.pid()));
  }

  /** Writes the file in one step, so that a reader never sees half of it. */
  public void write(RunningStack stack) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path written = Files.createTempFile(folder, "stack", ".json", ownerOnly);
    try {
      Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(stack));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Removes the file; nothing happens when there is none. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new CommandException("no local stack is running; " + START_ONE);
    } catch (IOException unreadable) {
      throw new CommandException(
          "cannot read %s: %s".formatted(file, CommandException.reasonOf(unreadable)), unreadable);
    }
  }

  private RunningStack parse(byte[] content) {
    try {
      int version = JSON.readTree(content).path("version").asInt(0);
      if (version != RunningStack.VERSION) {
        throw new CommandException(
            "%s has version %d and this logferry reads version %d; stop the local stack and %s"
                .formatted(file, version, RunningStack.VERSION, START_ONE));
      }
      return JSON.readValue(content, RunningStack.class);
    } catch (MismatchedInputException mismatched) {
      throw damaged(mismatched, "no usable value at " + path(mismatched));
    } catch (JacksonException notJson) {
      throw damaged(notJson, notJson.getOriginalMessage());
    }
  }

  private CommandException damaged(JacksonException cause, String reason) {
    return new CommandException(
        "cannot understand %s: %s; stop the local stack if it runs, and %s"
            .formatted(file, reason, START_ONE),
        cause);
  }

  private static String path(JacksonException mismatched) {
    return mismatched.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .collect(Collectors.joining("."));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
