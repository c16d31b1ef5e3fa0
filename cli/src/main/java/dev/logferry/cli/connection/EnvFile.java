package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of variables as {@code docker --env-file} and shells have it: {@code NAME=VALUE},
 * one a line, with or without {@code export} before it and quotes around the value. Lines that
 * begin with {@code #} are comments. Nothing is expanded.
 */
final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

  private EnvFile() {}

  static Variables read(Path file) {
    Map<String, String> values = new HashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      Matcher assignment = LINE.matcher(text);
      if (!assignment.matches()) {
        // Without the line itself: it could be a part of a key.
        throw new CommandException(
            "%s, line %d is not NAME=VALUE; put # before it if it is a comment, and a certificate"
                    .formatted(file, number)
                + " into a file of its own, named by LOGFERRY_ELASTICSEARCH_CA_FILE");
      }
      values.put(assignment.group(1), unquoted(assignment.group(2).strip()));
    }
    return new Variables(file.toString(), values);
  }

  private static String unquoted(String value) {
    for (String quote : List.of("\"", "'")) {
      if (value.length() >= 2 && value.startsWith(quote) && value.endsWith(quote)) {
        return value.substring(1, value.length() - 1);
      }
    }
    return value;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new CommandException("there is no file " + file, missing);
    } catch (IOException unreadable) {
      throw new CommandException(
          "cannot read %s: %s".formatted(file, CommandException.reasonOf(unreadable)), unreadable);
    }
  }
}
