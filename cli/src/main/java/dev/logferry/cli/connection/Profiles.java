package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Named connections: env files in one folder, each readable by its owner alone.
 *
 * @param folder which may be missing
 */
record Profiles(Path folder) {

  private static final String ENDING = ".env";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** The folder of an environment, by the rules of the XDG base directories. */
  static Path folder(Map<String, String> environment) {
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return configuration.isBlank()
        ? Path.of(environment.getOrDefault("HOME", "."), ".config", "logferry")
        : Path.of(configuration, "logferry");
  }

  Variables read(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CommandException(
          "'%s' is no name of a profile: letters, digits, - and _".formatted(name));
    }
    Path file = folder.resolve(name + ENDING);
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          "there is no profile '%s': create %s, readable by you alone, with lines like LOGFERRY_ELASTICSEARCH_URLS=https://es1.example.internal:9200%s"
              .formatted(name, file, others()));
    }
    requirePrivate(file);
    return EnvFile.read(file);
  }

  private String others() {
    if (!Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(ENDING))
              .map(file -> file.substring(0, file.length() - ENDING.length()))
              .sorted()
              .toList();
      return names.isEmpty() ? "" : ". There are: " + String.join(", ", names);
    } catch (IOException _) {
      return "";
    }
  }

  private static void requirePrivate(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new CommandException(
            "%s can be read by others, and it holds a key: run chmod 600 %s".formatted(file, file));
      }
    } catch (IOException | UnsupportedOperationException _) {
      // A file system without these permissions; reading it will say what is wrong.
    }
  }
}
