package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandFailure;
import dev.logferry.cli.terminal.NotUnderstood;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a command takes its connection from. Secrets have no option of their own: a command line is
 * seen by everyone on the machine and stays in the shell's history.
 */
public final class ConnectionOptions {

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Take the connection from the file NAME.env in ~/.config/logferry (or in"
              + " $XDG_CONFIG_HOME/logferry).")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description =
          "Take the connection from a file with lines like LOGFERRY_ELASTICSEARCH_URLS=https://…."
              + " By default it is taken from the environment.")
  private Optional<Path> envFile = Optional.empty();

  /**
   * The connection that was named, or the one in the environment.
   *
   * @throws NotUnderstood if two were named
   * @throws CommandFailure if it is incomplete or wrong; the message lists every problem
   */
  public Connection connection() {
    return Connection.from(variables());
  }

  private Variables variables() {
    if (profile.isPresent() && envFile.isPresent()) {
      throw new NotUnderstood("--profile and --env-file exclude each other; give one");
    }
    if (profile.isPresent()) {
      return new Profiles(Profiles.folder(System.getenv())).read(profile.get());
    }
    return envFile
        .map(EnvFile::read)
        .orElseGet(() -> new Variables("the environment", Map.copyOf(System.getenv())));
  }
}
