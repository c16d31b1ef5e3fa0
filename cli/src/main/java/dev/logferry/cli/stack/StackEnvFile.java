package dev.logferry.cli.stack;

import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code .logferry/laptop.env}: the local stack as an env file, for commands that are made for a
 * remote cluster and AWS, such as {@code audit}. Readable by its owner alone.
 */
public final class StackEnvFile {

  private final Path file;

  /**
   * Does not write it yet.
   *
   * @param root folder of the project
   */
  public StackEnvFile(Path root) {
    this.file = root.resolve(".logferry").resolve("laptop.env");
  }

  public Path path() {
    return file;
  }

  /** Writes it for a running stack, with a user who may read logs and create documents. */
  public void write(LocalStack stack) throws IOException {
    Map<String, String> variables = new TreeMap<>(stack.s3().environment());
    variables.putAll(
        ForwarderFunction.environmentFor(
            stack.elasticsearch(), stack.s3(), LocalStack.DEAD_LETTER_BUCKET));
    variables.remove("LOGFERRY_ELASTICSEARCH_CA_PEM");
    variables.put("LOGFERRY_ELASTICSEARCH_CA_FILE", stack.elasticsearch().caFile().toString());
    variables.put("LOGFERRY_ELASTICSEARCH_USERNAME", stack.elasticsearch().redriver().name());
    variables.put("LOGFERRY_ELASTICSEARCH_PASSWORD", stack.elasticsearch().redriver().password());
    variables.put("LOGFERRY_FAILURE_BUCKET", LocalStack.FAILURE_BUCKET);
    variables.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", stack.cloudWatch().url().toString());
    delete();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append(name + "=" + value + "\n"));
    Files.writeString(file, lines);
  }

  /** Removes it; nothing happens when there is none. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
