package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalElasticsearchLifecycleIT {

  private static final LocalElasticsearchSettings DEFAULTS = LocalElasticsearchSettings.defaults();

  @Test
  void says_that_the_time_was_too_short_and_leaves_no_process() {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();

    assertThatThrownBy(
            () -> LocalElasticsearch.start(DEFAULTS.withStartupLimit(Duration.ofMillis(100))))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("within PT0.1S")
        .hasMessageContaining("raise startupLimit");
    assertThat(ProcessHandle.current().children()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void says_that_the_port_is_taken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> LocalElasticsearch.start(DEFAULTS.withHttpPort(taken.getLocalPort())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void says_which_folder_the_account_of_the_server_cannot_enter(@TempDir Path closed)
      throws IOException {
    assumeTrue(new UnixSystem().getUid() == 0, "only root starts the server under another account");
    ServerAccount account = ServerAccount.forThisProcess();
    Path inside = Files.createDirectory(closed.resolve("run"));

    assertThatThrownBy(() -> account.requireReachable(inside, "choose another"))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining(closed + " is closed to it: choose another");
  }
}
