package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a cluster and its Kibana, read from the variables that the function has. All
 * problems are reported at once.
 *
 * @param source names where it was read, for a person
 * @param nodes base addresses of the cluster's nodes, without a slash at the end
 * @param authorization value of the {@code Authorization} header; empty without credentials
 * @param trust which certificates are believed
 * @param kibana empty if no Kibana was named
 */
public record Connection(
    String source,
    List<URI> nodes,
    Optional<Secret> authorization,
    Trust trust,
    Optional<Kibana> kibana) {

  /** Variables that name the cluster. */
  public static final String URLS = "LOGFERRY_ELASTICSEARCH_URLS";

  public static final String KIBANA_URL = "LOGFERRY_KIBANA_URL";
  private static final String KIBANA_SPACE = "LOGFERRY_KIBANA_SPACE";
  private static final String KIBANA_CA_FILE = "LOGFERRY_KIBANA_CA_FILE";

  /**
   * A Kibana, which takes the cluster's credentials.
   *
   * @param url base address, with its base path and without a slash at the end
   * @param space id of the space, {@code default} for the default one
   */
  public record Kibana(URI url, String space, Trust trust) {}

  public Connection {
    nodes = List.copyOf(nodes);
  }

  static Connection from(Variables variables) {
    List<String> problems = new ArrayList<>();
    Optional<Secret> authorization = Credentials.read(variables, problems);
    Trust trust = TrustSettings.read(variables, problems);
    List<URI> nodes = nodes(variables, problems);
    Optional<Kibana> kibana = kibana(variables, trust, problems);
    if (authorization.isPresent()) {
      nodes.forEach(node -> requireEncryption(URLS, node, problems));
      kibana.ifPresent(one -> requireEncryption(KIBANA_URL, one.url(), problems));
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(
          "the connection in %s is not usable:%n  - %s"
              .formatted(variables.source(), String.join("\n  - ", problems)));
    }
    return new Connection(variables.source(), nodes, authorization, trust, kibana);
  }

  private static List<URI> nodes(Variables variables, List<String> problems) {
    Optional<String> urls = variables.get(URLS);
    if (urls.isEmpty()) {
      problems.add(
          URLS + " is not set; give it the cluster's address: https://es1.example.internal:9200");
      return List.of();
    }
    return Arrays.stream(urls.get().split("[,\\s]+", -1))
        .filter(url -> !url.isEmpty())
        .map(url -> url(URLS, url, problems))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Kibana> kibana(
      Variables variables, Trust clusters, List<String> problems) {
    Trust trust =
        variables
            .get(KIBANA_CA_FILE)
            .map(file -> TrustSettings.inFile(KIBANA_CA_FILE, file, problems))
            .orElse(clusters);
    return variables
        .get(KIBANA_URL)
        .flatMap(url -> url(KIBANA_URL, url, problems))
        .map(url -> new Kibana(url, variables.get(KIBANA_SPACE).orElse("default"), trust));
  }

  private static Optional<URI> url(String variable, String text, List<String> problems) {
    // With user or query it could hold a password, so it is not quoted then.
    String shown = text.matches("[^@?]*") ? "'" + text + "' " : "";
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException _) {
      // Reported below, without the exception's message, which repeats the text.
    }
    problems.add(
        "%s: %sis no address such as https://es1.example.internal:9200, without user and query"
            .formatted(variable, shown));
    return Optional.empty();
  }

  private static void requireEncryption(String variable, URI url, List<String> problems) {
    boolean loopback = List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
    if ("http".equals(url.getScheme()) && !loopback) {
      problems.add(
          "%s names %s: credentials would cross the network unencrypted; use https"
              .formatted(variable, url));
    }
  }
}
