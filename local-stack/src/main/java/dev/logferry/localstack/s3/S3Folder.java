package dev.logferry.localstack.s3;

import dev.logferry.localstack.server.RunFolder;
import dev.logferry.localstack.server.ServerProcess;
import dev.logferry.localstack.server.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The temporary folder of the S3 server: settings, output, and the objects. */
final class S3Folder implements AutoCloseable {

  private final RunFolder folder;

  private S3Folder(RunFolder folder) {
    this.folder = folder;
  }

  static S3Folder create() throws IOException {
    S3Folder created = new S3Folder(RunFolder.open("S3", Optional.empty()));
    Files.createDirectory(created.objects());
    return created;
  }

  /** A process that ends the server when ours has ended. */
  Watchdog watchdog() throws IOException {
    return Watchdog.over(
        folder, new Watchdog.Target("S3", processIdFile(), "java", "KILL", "KILL"));
  }

  /** Starts the server; a watchdog finds its process. */
  ServerProcess startServer(Path jar, int port) throws IOException {
    ServerProcess process =
        ServerProcess.start("S3", command(jar, port), folder.root(), output(), Map.of());
    Files.writeString(processIdFile(), process.handle().pid() + "\n");
    return process;
  }

  private List<String> command(Path jar, int port) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "-cp",
        jar.toString(),
        "org.gaul.s3proxy.Main",
        "--properties",
        writeSettings(port).toString());
  }

  private Path writeSettings(int port) throws IOException {
    return Files.writeString(
        folder.root().resolve("s3proxy.properties"),
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=none
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        jclouds.identity=unused
        jclouds.credential=unused
        """
            .formatted(port, objects()));
  }

  private Path processIdFile() {
    return folder.root().resolve("server.pid");
  }

  private Path objects() {
    return folder.root().resolve("objects");
  }

  Path output() {
    return folder.root().resolve("output.log");
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    folder.delete();
    folder.close();
  }
}
