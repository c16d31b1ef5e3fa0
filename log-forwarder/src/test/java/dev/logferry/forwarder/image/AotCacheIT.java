package dev.logferry.forwarder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile does to make the container image's AOT cache, with the JDK of this build. */
class AotCacheIT {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final Path EVENT = Path.of("../events/cloudwatch/mixed-batch.event.json");

  @Test
  void the_image_trains_a_cache_that_its_own_start_uses(@TempDir Path folder) throws Exception {
    Path task = Files.createDirectory(folder.resolve("task"));
    Path bootstrap = Path.of("image/bootstrap").toAbsolutePath();
    copyJars(Path.of("target/function/lib"), task.resolve("lib"));
    copyJars(Path.of("target/image/runtime-client"), task.resolve("runtime-client"));
    unpackNativeLibrary(task.resolve("runtime-client"));
    run("image/make-training-certificate", folder.toString());
    Path cache = task.resolve("forwarder.aot");
    Path classes = folder.resolve("classes.log");
    Map<String, String> environment =
        Map.of("JAVA_HOME", JAVA_HOME.toString(), "LAMBDA_TASK_ROOT", task.toString());

    String trained = invoke(folder, bootstrap, environment, "-XX:AOTCacheOutput=" + cache);
    String served =
        invoke(
            folder,
            bootstrap,
            environment,
            "-XX:AOTMode=on -XX:TieredStopAtLevel=4 -Xlog:class+load:file=" + classes);

    assertThat(trained).contains("\"message\":\"Log events forwarded.\"");
    assertThat(served).isEqualTo(trained);
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> isFromCache(line, "dev.logferry.forwarder.lambda.ForwardHandler "))
        .anyMatch(line -> isFromCache(line, "sun.security.ssl.SSLSocketImpl "))
        .anyMatch(line -> isFromCache(line, ".runtime.api.client.AWSLambda "));
  }

  private static boolean isFromCache(String line, String type) {
    return line.contains(type) && line.contains("source: shared objects file");
  }

  private static String invoke(
      Path folder, Path bootstrap, Map<String, String> environment, String options)
      throws Exception {
    try (var training =
        new Training(
            folder.resolve("server.p12"), folder.resolve("ca.pem"), Files.readAllBytes(EVENT))) {
      return training.invoke(bootstrap, environment, options);
    }
  }

  private static void copyJars(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> jars = Files.list(from)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, to.resolve(jar.getFileName()));
      }
    }
  }

  private static void unpackNativeLibrary(Path client) throws Exception {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String member = "jni/libaws-lambda-jni.linux-" + machine + ".so";
    try (var loader = Training.class.getClassLoader().getResourceAsStream(member)) {
      Files.write(client.resolve("native.so"), loader.readAllBytes());
    }
  }

  private static void run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).inheritIO();
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    assertThat(builder.start().waitFor()).isZero();
  }
}
