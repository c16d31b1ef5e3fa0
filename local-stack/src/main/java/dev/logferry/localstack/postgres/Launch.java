package dev.logferry.localstack.postgres;

import dev.logferry.localstack.server.LocalServerException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How the server's process is started. */
final class Launch {

  /** What pg_ctl says as soon as the server has ended instead of getting ready. */
  private static final String GIVEN_UP = "pg_ctl: could not start server";

  private static final Duration POLL = Duration.ofMillis(100);

  private Launch() {}

  /** Starts one and waits until it answers, or has ended. */
  static EmbeddedPostgres server(LocalPostgresSettings settings, PostgresFolder folder, int port)
      throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setPGStartupWait(settings.startupLimit())
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .setConnectConfig("password", folder.password())
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", folder.passwordFile().toString())
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            .setServerConfig("listen_addresses", "127.0.0.1")
            // Else a file for each port in the system's temporary folder.
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", "100");
    settings.options().forEach(builder::setServerConfig);
    return started(builder, folder);
  }

  /** The library itself would wait for a server that has ended until the time is over. */
  private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder, PostgresFolder folder)
      throws IOException {
    long earlierLogBytes = folder.logBytes();
    CompletableFuture<EmbeddedPostgres> start = inBackground(builder);
    while (!start.isDone()) {
      if (folder.logAfter(earlierLogBytes).contains(GIVEN_UP)) {
        throw failure("it ended", folder);
      }
      pause(folder);
    }
    if (start.isCompletedExceptionally()) {
      throw failure(String.valueOf(start.exceptionNow().getMessage()), folder);
    }
    return start.resultNow();
  }

  private static CompletableFuture<EmbeddedPostgres> inBackground(
      EmbeddedPostgres.Builder builder) {
    CompletableFuture<EmbeddedPostgres> start = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("start-local-postgres")
        .start(
            () -> {
              try {
                start.complete(builder.start());
              } catch (IOException | RuntimeException e) {
                start.completeExceptionally(e);
              }
            });
    return start;
  }

  private static void pause(PostgresFolder folder) {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failure("interrupted", folder);
    }
  }

  private static LocalServerException failure(String why, PostgresFolder folder) {
    return new LocalServerException(
        "the local PostgreSQL did not start (%s). Its last output:%n%s"
            .formatted(why, folder.lastOutput()));
  }
}
