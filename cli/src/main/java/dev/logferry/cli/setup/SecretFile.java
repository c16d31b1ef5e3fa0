package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.databind.JsonNode;

/**
 * The secret of a new API key, in a file that its owner alone can read and in the form that the
 * function reads from Secrets Manager: {@code {"api_key":"…"}}.
 */
record SecretFile(Path path) {

  /** Creates the empty file, before the key is made: its secret is returned only once. */
  void create() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new CommandException(
          "cannot create %s for a new key's secret (%s): give --keys another folder, or move that file away"
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Writes the secret out of the answer that made the key. */
  void write(JsonNode answer) {
    JsonNode encoded = answer.path("encoded");
    if (!encoded.isString()) {
      throw new CommandException(
          "Elasticsearch made the key %s and returned no secret: invalidate it"
              .formatted(answer.path("id").asString("")));
    }
    String secret =
        PackSource.JSON.createObjectNode().put("api_key", encoded.asString()).toString();
    try {
      Files.writeString(path, secret, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new CommandException(
          "cannot write the secret of the new key %s to %s: invalidate it"
              .formatted(answer.path("id").asString(""), path),
          e);
    }
  }
}
