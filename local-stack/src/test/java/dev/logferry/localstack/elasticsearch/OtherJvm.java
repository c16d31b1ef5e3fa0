package dev.logferry.localstack.elasticsearch;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.sun.security.auth.module.UnixSystem;
import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.localstack.server.CacheFolder;
import dev.logferry.localstack.server.FolderTree;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another JVM that runs a local server. All it needs is copied to a folder of its own, since
 * another user may not be able to read where the build keeps it.
 *
 * @param temporary its folder for temporary files, and so for its server
 */
record OtherJvm(Process process, Path folder, Path temporary) implements AutoCloseable {

  private static final int SOME_ORDINARY_USER = 12_345;

  /** The server of another JVM. */
  record Server(ProcessHandle process, String url) {}

  /** The program of the other JVM: starts a server, tells about it and waits to be ended. */
  public static void main(String[] arguments) throws InterruptedException {
    LocalElasticsearch server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
    System.out.printf("%d%n%s%n", server.processId().orElseThrow(), server.url());
    Thread.sleep(Long.MAX_VALUE);
  }

  static int ordinaryUser() {
    int us = (int) new UnixSystem().getUid();
    return us == 0 ? SOME_ORDINARY_USER : us;
  }

  static OtherJvm asOrdinaryUser() throws IOException {
    return start(ordinaryUser(), "rwxr-xr-x");
  }

  static OtherJvm asOurselves() throws IOException {
    return start((int) new UnixSystem().getUid(), "rwxr-xr-x");
  }

  /** One whose temporary files nobody but its own account can reach. */
  static OtherJvm withClosedTemporaryFolder() throws IOException {
    return start((int) new UnixSystem().getUid(), "rwx------");
  }

  private static OtherJvm start(int user, String permissions) throws IOException {
    Path folder = Files.createTempDirectory("other-jvm-").toRealPath();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    String classPath = copyClassPath(folder);
    Path zip =
        Files.copy(ServerDistribution.zip(System.getenv()), folder.resolve("elasticsearch.zip"));
    boolean changesUser = user != new UnixSystem().getUid();
    List<String> command = new ArrayList<>();
    if (changesUser) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.toList()) {
          Files.setAttribute(path, "unix:uid", user);
        }
      }
      command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-D" + ServerDistribution.ZIP_PROPERTY + "=" + zip);
    command.addAll(List.of("-cp", classPath, OtherJvm.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (changesUser) {
      builder.environment().put(CacheFolder.VARIABLE, folder.resolve("cache").toString());
    }
    return new OtherJvm(builder.start(), folder, temporary);
  }

  /** Waits until the server is ready. */
  Server awaitServer() throws IOException {
    BufferedReader output = process.inputReader();
    String processId = output.readLine();
    if (processId == null) {
      throw new AssertionError("the other JVM could not start a server: " + errors());
    }
    return new Server(ProcessHandle.of(Long.parseLong(processId)).orElseThrow(), output.readLine());
  }

  /** Waits until the server's process runs, which takes long to become ready. */
  ProcessHandle awaitServerProcess() throws InterruptedException {
    while (process.isAlive()) {
      Optional<ProcessHandle> started = process.children().findAny();
      if (started.isPresent()) {
        return started.get();
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the other JVM could not start a server: " + errors());
  }

  /** What it wrote to its standard error, once it has ended. */
  String errors() {
    return process.errorReader().lines().collect(Collectors.joining("\n"));
  }

  /** What its server has left behind. */
  List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("logferry-")).toList();
    }
  }

  private static String copyClassPath(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (Class<?> type :
        List.of(
            OtherJvm.class,
            LocalElasticsearch.class,
            IndexTemplates.class,
            Yaml.class,
            JsonMapper.class,
            JsonFactory.class,
            JsonFormat.class,
            X509v3CertificateBuilder.class,
            ASN1Encodable.class,
            ContentInfo.class)) {
      Path original = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
      Path copy = folder.resolve(copies.size() + "-" + original.getFileName());
      try (Stream<Path> files = Files.walk(original)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(original.relativize(file).toString()));
        }
      }
      copies.add(copy);
    }
    return copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    FolderTree.delete(folder);
  }
}
