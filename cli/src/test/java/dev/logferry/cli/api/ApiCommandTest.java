package dev.logferry.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCommandTest {

  @TempDir private Path root;

  @Test
  void an_invalid_port_is_reported_before_anything_starts() {
    CommandRun run = CommandRun.of(root, "api", "--port", "70000");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--port must be 0 to 65535, not 70000");
  }

  @Test
  void a_port_that_is_taken_is_reported_before_anything_starts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run = CommandRun.of(root, "api", "--port", "" + taken.getLocalPort());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("port " + taken.getLocalPort(), "choose another");
      assertThat(root).isEmptyDirectory();
    }
  }

  @Test
  void a_service_that_is_not_built_is_reported_with_the_remedy() {
    CommandRun run = CommandRun.of(root, "api", "--port", "0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the API is not built", "./mvnw package -DskipTests");
  }

  @Test
  void a_database_url_rules_out_a_local_data_folder() {
    CommandRun run =
        CommandRun.of(
            root, "api", "--database-url", "postgresql://db/reviews", "--data", root.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--data is for the local PostgreSQL");
  }

  @Test
  void seeding_needs_a_database_url() {
    CommandRun run = CommandRun.of(root, "api", "--seed");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--seed is for your own PostgreSQL");
  }
}
