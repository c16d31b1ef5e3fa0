package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.lambda.ClusterSecrets;
import dev.logferry.forwarder.settings.InvalidSettings;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.settings.TrustSettings;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.Trust;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to reach a cluster and its Kibana: the function's own settings, read by its own code, with
 * the secrets that they name. All problems are reported at once.
 *
 * @param variables the function's, as they were read
 * @param settings the function's; routes and rules among them
 * @param credentials the client's
 * @param tls trusted authorities and client certificate
 * @param trusted names the authorities, for a person
 * @param kibana empty if no Kibana was named
 */
public record Connection(
    Variables variables,
    Settings settings,
    Credentials credentials,
    TlsConfiguration tls,
    String trusted,
    Optional<Kibana> kibana) {

  /** Variables that name the cluster. */
  public static final String URLS = "LOGFERRY_ELASTICSEARCH_URLS";

  public static final String KIBANA_URL = "LOGFERRY_KIBANA_URL";

  /** Names that begin like the function's settings and are none: for Kibana, build and tests. */
  private static final Set<String> NOT_OF_THE_FUNCTION =
      Set.of(
          KIBANA_URL,
          "LOGFERRY_KIBANA_SPACE",
          "LOGFERRY_KIBANA_CA_FILE",
          "LOGFERRY_JAVA_HOME",
          "LOGFERRY_CACHE",
          "LOGFERRY_DOCKER_REQUIRED",
          "LOGFERRY_ELASTICSEARCH_ZIP");

  /**
   * A Kibana, which takes the cluster's credentials.
   *
   * @param url base address, with its base path and without a slash at the end
   * @param space id of the space, {@code default} for the default one
   */
  public record Kibana(URI url, String space, TlsConfiguration tls, String trusted) {}

  /**
   * Reads the settings and the secrets that they name.
   *
   * @param secrets Secrets Manager; called only for settings that name a secret
   * @throws CommandException listing every problem
   */
  static Connection from(Variables variables, SecretSource secrets) {
    List<String> problems = new ArrayList<>();
    Variables functions = functions(variables);
    Optional<Settings> settings = settings(functions, problems);
    KibanaSettings kibana = KibanaSettings.read(variables, problems);
    if (settings.isEmpty() || !problems.isEmpty()) {
      throw unusable(variables, problems);
    }
    ClusterSecrets cluster = new ClusterSecrets(settings.get().cluster(), secrets);
    try {
      Credentials credentials = cluster.credentials();
      TlsConfiguration tls = cluster.tls();
      String trusted = describe(settings.get().cluster().trust());
      kibana.requireEncryption(credentials, problems);
      if (!problems.isEmpty()) {
        throw unusable(variables, problems);
      }
      return new Connection(
          functions, settings.get(), credentials, tls, trusted, kibana.toKibana(tls, trusted));
    } catch (UncheckedIOException secret) {
      throw unusable(variables, List.of(CommandException.reasonOf(secret)));
    }
  }

  private static CommandException unusable(Variables variables, List<String> problems) {
    return new CommandException(
        "the connection in %s is not usable:%n  - %s"
            .formatted(variables.source(), String.join("\n  - ", problems)));
  }

  private static Variables functions(Variables variables) {
    Map<String, String> functions = new HashMap<>(variables.values());
    functions.keySet().removeAll(NOT_OF_THE_FUNCTION);
    return new Variables(variables.source(), functions);
  }

  private static Optional<Settings> settings(Variables variables, List<String> problems) {
    try {
      return Optional.of(Settings.from(variables.values()));
    } catch (InvalidSettings invalid) {
      problems.addAll(invalid.problems());
      return Optional.empty();
    }
  }

  /** Names where the settings were read, for a person. */
  public String source() {
    return variables.source();
  }

  /** Base addresses of the cluster's nodes, without a slash at the end. */
  public List<URI> nodes() {
    return settings.cluster().nodes().stream()
        .map(node -> URI.create(node.toString().replaceAll("/+$", "")))
        .toList();
  }

  private static String describe(TrustSettings settings) {
    return switch (settings) {
      case TrustSettings.InFile(String path) -> "the authority in " + path;
      case TrustSettings.InSecret(String name) -> "the authority in the secret " + name;
      case TrustSettings.Known(Trust trust) ->
          switch (trust) {
            case Trust.Platform _ -> "the authorities that Java trusts";
            case Trust.CertificateAuthority _ -> "the authority in LOGFERRY_ELASTICSEARCH_CA_PEM";
            case Trust.Fingerprint(String sha256) ->
                "the authority with the fingerprint " + sha256.substring(0, 16) + "…";
          };
    };
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "Connection[%s, %s]".formatted(source(), nodes());
  }
}
