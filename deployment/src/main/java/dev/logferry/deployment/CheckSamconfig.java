package dev.logferry.deployment;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * {@code make check}: what would fail a deployment, or make it do something else than
 * samconfig.toml says. Exits with 1 if anything would.
 */
public final class CheckSamconfig {

  private static final String PIPELINE = "template.yaml";

  private final Path root;
  private final Samconfig samconfig;

  CheckSamconfig(Path root, Samconfig samconfig) {
    this.root = root;
    this.samconfig = samconfig;
  }

  /**
   * Checks environments of a samconfig.toml.
   *
   * @param arguments the folder that holds the file, and the names of environments; without names,
   *     all that can be deployed
   */
  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0]);
    CheckSamconfig check = new CheckSamconfig(root, Samconfig.read(root.resolve("samconfig.toml")));
    boolean failed = false;
    List<String> named = List.of(arguments).subList(1, arguments.length);
    for (String environment : named.isEmpty() ? check.samconfig.environments() : named) {
      List<String> problems = check.problems(environment);
      failed |= !problems.isEmpty();
      problems.forEach(problem -> System.err.println(environment + ": " + problem));
      if (problems.isEmpty()) {
        System.out.println(environment + ": " + check.summary(environment));
      }
    }
    if (failed) {
      System.exit(1);
    }
  }

  /** What is wrong; empty if nothing is. */
  List<String> problems(String environment) {
    Map<String, String> values;
    try {
      values = samconfig.parameters(environment);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    if (values.isEmpty()) {
      return List.of("samconfig.toml sets no parameter of this environment");
    }
    List<String> problems = new ArrayList<>(ParameterRules.problems(template(environment), values));
    if (problems.isEmpty() && isPipeline(environment)) {
      environments(environment).forEach(one -> problems.addAll(one.problems()));
      problems.addAll(unreachablePorts(values));
    }
    return problems;
  }

  private String summary(String environment) {
    String parameters =
        "%d of %d parameters set"
            .formatted(
                samconfig.parameters(environment).size(),
                template(environment).path("Parameters").size());
    if (!isPipeline(environment)) {
      return parameters;
    }
    int bytes =
        environments(environment).stream().mapToInt(FunctionEnvironment::bytes).max().orElse(0);
    return "%s; at most %d of %d bytes of environment variables"
        .formatted(parameters, bytes, FunctionEnvironment.MAX_BYTES);
  }

  private boolean isPipeline(String environment) {
    return file(environment).equals(PIPELINE);
  }

  private String file(String environment) {
    String file = samconfig.deployOption(environment, "template_file");
    return file.isEmpty() ? PIPELINE : file;
  }

  private JsonNode template(String environment) {
    return CloudFormationYaml.read(root.resolve(file(environment)));
  }

  private List<FunctionEnvironment> environments(String environment) {
    Stack stack =
        new Stack(
            samconfig.deployOption(environment, "stack_name"),
            SamExpansion.expand(CloudFormationYaml.read(root.resolve(PIPELINE))),
            samconfig.parameters(environment),
            url -> CloudFormationYaml.read(root.resolve(url)));
    return FunctionEnvironment.of(stack);
  }

  /** The security group would drop the packets, and every request would time out. */
  private List<String> unreachablePorts(Map<String, String> values) {
    String[] range = value(values, "ElasticsearchPorts").split("-", -1);
    int first = Integer.parseInt(range[0]);
    int last = Integer.parseInt(range[range.length - 1]);
    boolean httpsOpen = value(values, "HttpsCidrs").equals("0.0.0.0/0");
    List<String> problems = new ArrayList<>();
    for (String url : value(values, "ElasticsearchUrls").split(",", -1)) {
      URI node = URI.create(url);
      int standard = node.getScheme().equals("https") ? 443 : 80;
      int port = node.getPort() < 0 ? standard : node.getPort();
      if ((port < first || port > last) && !(port == 443 && httpsOpen)) {
        problems.add(
            "%s has the port %d, but the functions may only reach ElasticsearchPorts = %s"
                .formatted(url, port, value(values, "ElasticsearchPorts")));
      }
    }
    return problems;
  }

  private String value(Map<String, String> values, String parameter) {
    JsonNode definition =
        CloudFormationYaml.read(root.resolve(PIPELINE)).path("Parameters").path(parameter);
    return values.getOrDefault(parameter, definition.path("Default").asString(""));
  }
}
