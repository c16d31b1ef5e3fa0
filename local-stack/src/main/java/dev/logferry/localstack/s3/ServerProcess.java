package dev.logferry.localstack.s3;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The server's JVM. */
final class ServerProcess {

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  static ServerProcess start(Path jar, Path settings, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(jar, settings))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    // Options for our own JVM in the environment must not reach the server's.
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "LANG"));
    return new ServerProcess(builder.start());
  }

  private static List<String> command(Path jar, Path settings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "-cp",
        jar + File.pathSeparator + ownClasses(),
        EndsWithParent.class.getName(),
        "org.gaul.s3proxy.Main",
        "--properties",
        settings.toString());
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          EndsWithParent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new LocalS3Exception("the classes of local-stack cannot be found", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** At once: what is stored is in files, and half an upload is none. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
