package dev.logferry.localstack.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.localstack.server.ReservedPort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The same contract against <a href="https://docs.getmoto.org/">moto</a>, an implementation that is
 * not ours. Skipped where moto is not installed.
 */
class MotoCloudWatchLogsIT extends CloudWatchLogsContract {
  private Optional<Process> server = Optional.empty();
  private Optional<LogsClient> client = Optional.empty();

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(
        isInstalled(), "moto_server is not on the PATH; pip install 'moto[server]' brings it");
    int port;
    try (ReservedPort reserved = ReservedPort.reserve("moto", 0)) {
      port = reserved.number();
    }
    Process process =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    server = Optional.of(process);
    while (!isListening(port)) {
      assertThat(process.isAlive()).as("moto_server runs").isTrue();
      Thread.sleep(50);
    }
    client = Optional.of(LogsClient.of(URI.create("http://127.0.0.1:" + port)));
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.ifPresent(LogsClient::close);
    if (server.isPresent()) {
      server.get().destroy();
      int _ = server.get().waitFor();
    }
  }

  @Override
  LogsClient client() {
    return client.orElseThrow();
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "moto_server")));
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
