package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.logferry.localstack.server.LocalServerException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalElasticsearchLifecycleIT {

  private static final LocalElasticsearchSettings DEFAULTS = LocalElasticsearchSettings.defaults();

  @Test
  void keeps_data_for_a_later_run_when_asked_and_else_leaves_nothing() throws Exception {
    Path folder = Files.createTempDirectory("run-").toRealPath();
    LocalElasticsearchSettings keeping = DEFAULTS.withRunFolder(folder).withKeepData(true);
    try (LocalElasticsearch first = LocalElasticsearch.start(keeping.withFastStart(false))) {
      TestClient admin = TestClient.of(first.url(), first.caFile(), first.admin());
      assertThat(admin.put("/notes/_doc/1", "{\"text\":\"kept\"}").status()).isEqualTo(201);

      assertThatThrownBy(() -> LocalElasticsearch.start(keeping))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining(folder + ": stop it, or choose another folder");
    }

    LocalElasticsearch second = LocalElasticsearch.start(keeping.withKeepData(false));
    TestClient admin = TestClient.of(second.url(), second.caFile(), second.admin());
    assertThat(admin.get("/notes/_doc/1").status()).isEqualTo(200);
    ProcessHandle process = ProcessHandle.of(second.processId().orElseThrow()).orElseThrow();
    second.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
    assertThatThrownBy(second::startProcess).hasMessageContaining("closed");
  }

  @Test
  void ends_and_leaves_nothing_when_the_jvm_is_asked_to_end() throws Exception {
    try (OtherJvm other = OtherJvm.asOurselves()) {
      ProcessHandle server = ProcessHandle.of(other.serverProcessId()).orElseThrow();
      assertThat(other.serverFolder()).exists();

      other.process().destroy();

      other.process().waitFor();
      assertThat(server.isAlive()).isFalse();
      assertThat(other.serverFolder()).doesNotExist();
    }
  }

  @Test
  void says_that_the_time_was_too_short_and_leaves_nothing() throws Exception {
    Path folder = Files.createTempDirectory("run-").toRealPath();

    assertThatThrownBy(
            () ->
                LocalElasticsearch.start(
                    DEFAULTS.withRunFolder(folder).withStartupLimit(Duration.ofMillis(100))))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("within PT0.1S")
        .hasMessageContaining("raise startupLimit");
    assertThat(folder).doesNotExist();
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
  void says_in_which_folder_the_run_user_gets_stuck(@TempDir Path parent) {
    assumeTrue(new UnixSystem().getUid() == 0, "only root starts the server under another account");

    assertThatThrownBy(
            () -> LocalElasticsearch.start(DEFAULTS.withRunFolder(parent.resolve("run"))))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining(parent + " is closed to it");
  }
}
