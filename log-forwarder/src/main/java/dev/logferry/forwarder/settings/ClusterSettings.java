package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.tls.Trust;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where documents go.
 *
 * @param nodes base addresses of the cluster's nodes
 * @param credentials how the forwarder proves who it is
 * @param credentialsTimeToLive how long credentials are used before they are read again
 * @param trust which servers it believes
 * @param connectTimeout for one node to accept a connection
 * @param requestTimeout for one bulk request
 * @param compression whether bodies are sent gzipped
 * @param requireDataStream whether Elasticsearch is told never to make a plain index
 */
public record ClusterSettings(
    List<URI> nodes,
    CredentialsSettings credentials,
    Duration credentialsTimeToLive,
    TrustSettings trust,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compression,
    boolean requireDataStream) {

  /** For runs that send nothing. */
  static final ClusterSettings UNUSED =
      new ClusterSettings(
          List.of(URI.create("https://unused.invalid")),
          new CredentialsSettings.Given(new Credentials.None()),
          Duration.ofSeconds(1),
          new TrustSettings.Known(new Trust.Platform()),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          true,
          true);

  public ClusterSettings {
    nodes = List.copyOf(nodes);
  }

  static ClusterSettings read(EnvironmentReader reader) {
    CredentialsSettings credentials = CredentialsSettings.read(reader);
    return new ClusterSettings(
        nodes(reader, credentials),
        credentials,
        Settings.duration(reader, Variable.ELASTICSEARCH_CREDENTIALS_TTL),
        TrustSettings.read(reader),
        Settings.duration(reader, Variable.ELASTICSEARCH_CONNECT_TIMEOUT),
        Settings.duration(reader, Variable.ELASTICSEARCH_REQUEST_TIMEOUT),
        reader.parsed(Variable.ELASTICSEARCH_COMPRESSION, ValueParsers::yesOrNo, true),
        reader.parsed(Variable.ELASTICSEARCH_REQUIRE_DATA_STREAM, ValueParsers::yesOrNo, true));
  }

  private static List<URI> nodes(EnvironmentReader reader, CredentialsSettings credentials) {
    if (reader.text(Variable.ELASTICSEARCH_URLS).isEmpty()) {
      reader.problem(
          "%s is not set; give it the address of the cluster, such as %s"
              .formatted(Variable.ELASTICSEARCH_URLS.key(), "https://es1.example.internal:9200"));
      return UNUSED.nodes();
    }
    List<URI> nodes =
        reader.parsed(Variable.ELASTICSEARCH_URLS, ValueParsers::urls, UNUSED.nodes());
    boolean secretive = !(credentials instanceof CredentialsSettings.Given(Credentials.None _));
    for (URI node : nodes) {
      if (secretive && "http".equals(node.getScheme()) && !isLoopback(node)) {
        reader.problem(
            "%s names %s: credentials would cross the network in clear; use https"
                .formatted(Variable.ELASTICSEARCH_URLS.key(), node));
      }
    }
    return nodes;
  }

  private static boolean isLoopback(URI node) {
    String host = node.getHost();
    return host.equals("localhost")
        || host.equals("[::1]")
        || (host.matches("[0-9.]+") && InetAddress.ofLiteral(host).isLoopbackAddress());
  }
}
