package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * A function that runs in AWS.
 *
 * @param nameOrArn as it was named, with an alias where one was given
 */
public record DeployedFunction(String nameOrArn, GetFunctionConfigurationResponse configuration) {

  /** Settings that name files of the function's package, which this machine may lack. */
  private static final List<String> FILES =
      List.of(
          "LOGFERRY_ELASTICSEARCH_CA_FILE",
          "LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_FILE",
          "LOGFERRY_ELASTICSEARCH_CLIENT_KEY_FILE");

  /** Reads it from AWS. */
  public static DeployedFunction read(Aws aws, String nameOrArn) {
    try (LambdaClient lambda = aws.client(LambdaClient.builder(), "LAMBDA")) {
      return new DeployedFunction(
          nameOrArn, lambda.getFunctionConfiguration(it -> it.functionName(nameOrArn)));
    } catch (ResourceNotFoundException e) {
      throw new CommandException(
          "there is no function '%s' in %s; check its name and AWS_REGION"
              .formatted(nameOrArn, aws.region()),
          e);
    } catch (SdkException e) {
      throw AwsProblem.of("reading the function '%s'".formatted(nameOrArn), e);
    }
  }

  /** Without an alias. */
  public String name() {
    return configuration.functionName();
  }

  /** Whether an ARN names this function, with or without an alias. */
  public boolean isTargetOf(String arn) {
    return arn.matches(".*:function:" + java.util.regex.Pattern.quote(name()) + "(:[^:]+)?");
  }

  /** A variable of the function; empty if it is not set. */
  public String setting(String name) {
    return values().getOrDefault(name, "");
  }

  /** The names of variables that are set and end so. */
  public List<String> settingsEndingIn(String end) {
    return values().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(end) && !entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, String> values() {
    return configuration.environment() == null ? Map.of() : configuration.environment().variables();
  }

  /**
   * How the function reaches the cluster.
   *
   * @throws CommandException if its settings are wrong, or name a file that is not on this machine
   */
  public Connection connection(SecretSource secrets) {
    Map<String, String> settings = new HashMap<>(values());
    for (String file : FILES) {
      String path = settings.getOrDefault(file, "");
      if (!path.isEmpty() && !Files.exists(Path.of(path))) {
        throw new CommandException(
            "the function's %s is %s, which does not exist on this machine; give a connection with --profile or --env-file to check the cluster"
                .formatted(file, path));
      }
    }
    return Connection.from(new Variables("the function " + name(), settings), secrets);
  }
}
