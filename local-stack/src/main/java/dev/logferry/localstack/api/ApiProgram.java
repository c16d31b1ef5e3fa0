package dev.logferry.localstack.api;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The API's program, as it is built: its jar, its libraries, and the flags that it has in
 * production.
 */
public final class ApiProgram {

  private static final String MAIN_CLASS = "dev.logferry.api.ApiService";

  private final Path jar;
  private final Path libraries;
  private final Redirect output;
  private final Consumer<String> lines;

  private ApiProgram(Path jar, Path libraries, Redirect output, Consumer<String> lines) {
    this.jar = jar;
    this.libraries = libraries;
    this.output = output;
    this.lines = lines;
  }

  /**
   * The one that was built last.
   *
   * @param root of the project
   * @param output where its log goes, which is all that it writes
   * @throws IllegalStateException if it is not built
   */
  public static ApiProgram of(Path root, Redirect output) {
    return of(root, output, _ -> {});
  }

  /**
   * The same, whose log goes to a consumer, line by line.
   *
   * @param lines called by one thread for each process
   */
  public static ApiProgram of(Path root, Consumer<String> lines) {
    return of(root, Redirect.PIPE, lines);
  }

  private static ApiProgram of(Path root, Redirect output, Consumer<String> lines) {
    Path target = root.resolve("api-service").resolve("target");
    ApiProgram program =
        new ApiProgram(target.resolve("api-service.jar"), target.resolve("lib"), output, lines);
    if (!Files.isRegularFile(program.jar) || !Files.isDirectory(program.libraries)) {
      throw new IllegalStateException(
          "the API is not built: %s or %s is missing; run ./mvnw package -DskipTests in %s"
              .formatted(program.jar, program.libraries, root));
    }
    return program;
  }

  /**
   * Starts one of its commands.
   *
   * @param environment settings, beside those that this process has
   */
  public Process start(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(java());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output).redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (output.equals(Redirect.PIPE)) {
        Thread.ofVirtual().name("api-output").start(() -> read(process));
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the API's process", e);
    }
  }

  private void read(Process process) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines);
    } catch (IOException | UncheckedIOException _) {
      // The process has ended.
    }
  }

  private List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xmx256m",
        "-cp",
        jar + File.pathSeparator + libraries.resolve("*"),
        MAIN_CLASS);
  }
}
