package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.logferry.localstack.server.LocalServerException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalElasticsearchLifecycleIT {

  private static final LocalElasticsearchSettings DEFAULTS = LocalElasticsearchSettings.defaults();

  @Test
  void ends_and_leaves_nothing_when_the_jvm_is_asked_to_end_while_it_starts() throws Exception {
    try (OtherJvm other = OtherJvm.asOurselves()) {
      ProcessHandle server = other.awaitServerProcess();
      assertThat(other.leftBehind()).hasSize(1);

      other.process().destroy();

      other.process().waitFor();
      server.onExit().get();
      assertThat(other.leftBehind()).isEmpty();
    }
  }

  @Test
  void says_that_the_time_was_too_short_and_leaves_no_process() {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();

    assertThatThrownBy(
            () -> LocalElasticsearch.start(DEFAULTS.withStartupLimit(Duration.ofMillis(100))))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("within PT0.1S")
        .hasMessageContaining("raise startupLimit");
    assertThat(ProcessHandle.current().children().filter(one -> !before.contains(one))).isEmpty();
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
  void says_which_folder_its_account_cannot_enter_and_leaves_nothing() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root starts the server under another account");
    try (OtherJvm other = OtherJvm.withClosedTemporaryFolder()) {
      other.process().waitFor();

      assertThat(other.errors())
          .contains(
              other.temporary() + " is closed to it: start Java with -Djava.io.tmpdir=FOLDER");
      assertThat(other.leftBehind()).isEmpty();
    }
  }
}
