package dev.logferry.localstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.localstack.server.LocalServerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

  @Test
  void stops_and_starts_again_on_the_same_port_with_what_it_held() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start()) {
      postgres.createDatabase("notes");
      execute(postgres, "notes", "create table note as select 'kept' as text");
      String url = postgres.url("notes");

      postgres.stop();
      assertThatThrownBy(() -> postgres.connect("notes")).isInstanceOf(SQLException.class);
      postgres.restart();

      assertThat(postgres.url("notes")).isEqualTo(url);
      execute(postgres, "notes", "select text from note");
    }
  }

  @Test
  void refuses_a_wrong_password() {
    try (LocalPostgres postgres = LocalPostgres.start()) {
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(
                      "jdbc:" + postgres.url("postgres"), postgres.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void keeps_a_named_folder_for_the_next_run_and_keeps_a_second_run_out(@TempDir Path parent)
      throws Exception {
    LocalPostgresSettings settings =
        LocalPostgresSettings.defaults().withFolder(parent.resolve("postgres"));
    try (LocalPostgres first = LocalPostgres.start(settings)) {
      execute(first, "postgres", "create table note as select 'kept' as text");
      assertThatThrownBy(() -> LocalPostgres.start(settings))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining("stop it, or choose another folder");
    }
    try (LocalPostgres second = LocalPostgres.start(settings)) {
      execute(second, "postgres", "select text from note");
    }
  }

  @Test
  void refuses_a_folder_of_other_files(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("diary.txt"), "dear diary");

    assertThatThrownBy(
            () -> LocalPostgres.start(LocalPostgresSettings.defaults().withFolder(folder)))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("choose an empty or a new folder");
    assertThat(folder).isDirectoryContaining("glob:**diary.txt");
  }

  @Test
  void says_that_the_port_is_taken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      LocalPostgresSettings settings =
          LocalPostgresSettings.defaults().withPort(taken.getLocalPort());
      assertThatThrownBy(() -> LocalPostgres.start(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void says_what_the_server_said_when_it_does_not_start(@TempDir Path parent) {
    Path folder = parent.resolve("postgres");
    LocalPostgresSettings settings =
        LocalPostgresSettings.defaults().withFolder(folder).withOption("shared_buffers", "plenty");
    assertThatThrownBy(() -> LocalPostgres.start(settings))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
  }

  @Test
  void ends_and_leaves_nothing_when_its_starter_is_killed() throws Exception {
    Process owner = ownerInAnotherJvm();
    try (BufferedReader output = owner.inputReader()) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      Path folder = Path.of(output.readLine());
      assertThat(server.isAlive()).isTrue();
      assertThat(folder).exists();

      owner.destroyForcibly();

      server.onExit().get();
      while (Files.exists(folder)) {
        Thread.sleep(20);
      }
    } finally {
      owner.destroyForcibly();
    }
  }

  private static void execute(LocalPostgres postgres, String database, String sql)
      throws SQLException {
    try (Connection connection = postgres.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Process ownerInAnotherJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The program of the other JVM. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      LocalPostgres postgres = LocalPostgres.start();
      System.out.println(postgres.process().pid());
      try (Connection connection = postgres.connect("postgres");
          var answer = connection.createStatement().executeQuery("show data_directory")) {
        answer.next();
        System.out.println(Path.of(answer.getString(1)).getParent());
      }
      Thread.sleep(Long.MAX_VALUE);
      postgres.close();
    }
  }
}
