package dev.logferry.cli.connection;

import dev.logferry.cli.stack.RunningStack;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.HashMap;
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
          "Read the connection from NAME.env in ~/.config/logferry (or"
              + " $XDG_CONFIG_HOME/logferry).")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description =
          "Read the connection from this file, with lines such as"
              + " LOGFERRY_ELASTICSEARCH_URLS=https://…. Without it and --profile, from the"
              + " environment.")
  private Optional<Path> envFile = Optional.empty();

  @Option(
      names = "--aws-profile",
      paramLabel = "NAME",
      description = "Profile of the AWS CLI, instead of AWS_PROFILE.")
  private Optional<String> awsProfile = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS region, instead of AWS_REGION.")
  private Optional<String> region = Optional.empty();

  /**
   * The connection that was named, or the one in the environment.
   *
   * @throws UsageException if two were named
   * @throws CommandException if it is incomplete or wrong; the message lists every problem
   */
  public Connection connection() {
    return connectionIn(variables());
  }

  /**
   * The connection that was named, or the one in the environment, or else the local stack's.
   *
   * @param root folder of the project, where a running stack describes itself
   */
  public Connection connectionOrStack(Path root) {
    Variables named = variables();
    if (profile.isPresent() || envFile.isPresent() || namesCluster()) {
      return connectionIn(named);
    }
    return new StackFile(root)
        .ifRunning()
        .map(stack -> connectionIn(ofStack(stack.elasticsearch())))
        .orElseThrow(
            () ->
                new CommandException(
                    "no cluster is configured and no local stack is running: give --profile or --env-file, set %s, or run ./logferry up"
                        .formatted(Connection.URLS)));
  }

  /** AWS, by the variables of the connection that was named or of the environment. */
  public Aws aws() {
    return new Aws(variables());
  }

  private Connection connectionIn(Variables variables) {
    return Connection.from(variables, name -> new Aws(variables).secret(name));
  }

  private static Variables ofStack(RunningStack.Elasticsearch stack) {
    Map<String, String> values = new HashMap<>();
    values.put(Connection.URLS, stack.url().toString());
    values.put("LOGFERRY_ELASTICSEARCH_USERNAME", stack.analyst().user());
    values.put("LOGFERRY_ELASTICSEARCH_PASSWORD", stack.analyst().password());
    if ("https".equals(stack.url().getScheme())) {
      values.put("LOGFERRY_ELASTICSEARCH_CA_FILE", stack.caFile());
    }
    return new Variables("the local stack", values);
  }

  /** Whether the variables say where a cluster is. */
  public boolean namesCluster() {
    return variables().get(Connection.URLS).isPresent();
  }

  /** The variables of the profile, of the env file, or of the environment. */
  public Variables variables() {
    if (profile.isPresent() && envFile.isPresent()) {
      throw new UsageException("--profile and --env-file exclude each other; give one");
    }
    Variables read =
        profile
            .map(new Profiles(Profiles.folder(System.getenv()))::read)
            .or(() -> envFile.map(EnvFile::read))
            .orElseGet(() -> new Variables("the environment", System.getenv()));
    return read.with("AWS_PROFILE", awsProfile).with("AWS_REGION", region);
  }
}
