package dev.logferry.localstack.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** How the server's process is started. */
final class Launch {

  private Launch() {}

  /** Starts one and waits until it answers. */
  static EmbeddedPostgres server(LocalPostgresSettings settings, RunFolder folder, int port)
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
    try {
      return builder.start();
    } catch (IOException | RuntimeException e) {
      throw new LocalPostgresException(
          "the local PostgreSQL did not start (%s). Its last output:%n%s"
              .formatted(e.getMessage(), folder.lastOutput()),
          e);
    }
  }
}
