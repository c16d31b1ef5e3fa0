package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.function.Obedient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A function as Lambda would see it unpacked, made of the test functions' class files. */
public final class TaskRoot {
  private TaskRoot() {}

  /** The classes packed into {@code lib/function.jar}. */
  static Path withJarIn(Path folder) throws IOException {
    var classes = in(Files.createTempDirectory(folder, "classes"));
    var taskRoot = Files.createDirectories(folder.resolve("task"));
    var jar = Files.createDirectories(taskRoot.resolve("lib")).resolve("function.jar");
    try (var entries = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    return taskRoot;
  }

  public static Path in(Path folder) {
    var classes = Obedient.class.getPackageName().replace('.', '/');
    try {
      var from =
          Path.of(Obedient.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(classes);
      var to = Files.createDirectories(folder.resolve(classes));
      try (var files = Files.list(from)) {
        for (var file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
      return folder;
    } catch (IOException | URISyntaxException failure) {
      throw new IllegalStateException("cannot make a task root in " + folder, failure);
    }
  }
}
