package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.tls.HostAndPort;
import dev.logferry.forwarder.tls.Trust;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where documents go.
 *
 * @param cluster the cluster's nodes, and how they are spoken to
 * @param credentials how the forwarder proves who it is
 * @param trust which servers it trusts
 * @param clientCertificate what it shows a server that asks for a certificate
 * @param timeToLive how long what a secret or a file holds is used before it is read again
 */
public record ClusterSettings(
    Cluster cluster,
    CredentialsSettings credentials,
    TrustSettings trust,
    ClientCertificateSettings clientCertificate,
    Duration timeToLive) {

  /** For runs that send nothing. */
  static final ClusterSettings UNUSED =
      new ClusterSettings(
          new Cluster(
              List.of(URI.create("https://unused.invalid")),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              true,
              true),
          new CredentialsSettings.Given(new Credentials.None()),
          new TrustSettings.Known(new Trust.Platform()),
          new ClientCertificateSettings.None(),
          Duration.ofSeconds(1));

  static ClusterSettings read(EnvironmentReader reader) {
    CredentialsSettings credentials = CredentialsSettings.read(reader);
    ClientCertificateSettings clientCertificate = ClientCertificateSettings.read(reader);
    List<URI> nodes = nodes(reader, credentials);
    if (!(clientCertificate instanceof ClientCertificateSettings.None)) {
      requireTls(reader, nodes);
    }
    return new ClusterSettings(
        new Cluster(
            nodes,
            reader.duration(Variable.ELASTICSEARCH_CONNECT_TIMEOUT),
            reader.duration(Variable.ELASTICSEARCH_REQUEST_TIMEOUT),
            reader.yesOrNo(Variable.ELASTICSEARCH_COMPRESSION),
            reader.yesOrNo(Variable.ELASTICSEARCH_REQUIRE_DATA_STREAM)),
        credentials,
        TrustSettings.read(reader),
        clientCertificate,
        reader.duration(Variable.ELASTICSEARCH_CREDENTIALS_TTL));
  }

  /** Base addresses of the cluster's nodes. */
  public List<URI> nodes() {
    return cluster.nodes();
  }

  /** For one request, from connecting to the end of the answer. */
  public Duration requestTimeout() {
    return cluster.requestTimeout();
  }

  /** What is allowed but dangerous, for the operator to see at each cold start. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (URI node : nodes()) {
      if (!HostAndPort.isTls(node) && !isLoopback(node)) {
        warnings.add(
            Variable.ELASTICSEARCH_URLS.key()
                + " names "
                + node
                + ": log events cross the network in clear, and anybody in between can read and change them; use https");
      }
    }
    return warnings;
  }

  private static void requireTls(EnvironmentReader reader, List<URI> nodes) {
    for (URI node : nodes) {
      if (!HostAndPort.isTls(node)) {
        reader.problem(
            Variable.ELASTICSEARCH_URLS.key()
                + " names "
                + node
                + ": a client certificate can be shown over https only");
      }
    }
  }

  private static List<URI> nodes(EnvironmentReader reader, CredentialsSettings credentials) {
    if (reader.text(Variable.ELASTICSEARCH_URLS).isEmpty()) {
      reader.problem(
          Variable.ELASTICSEARCH_URLS.key()
              + " is not set; give it the address of the cluster, such as https://es1.example.internal:9200");
      return UNUSED.nodes();
    }
    List<URI> nodes = urls(reader);
    boolean secretive =
        !(credentials instanceof CredentialsSettings.Given given
            && given.credentials() instanceof Credentials.None);
    for (URI node : nodes) {
      if (secretive && !HostAndPort.isTls(node) && !isLoopback(node)) {
        reader.problem(
            Variable.ELASTICSEARCH_URLS.key()
                + " names "
                + node
                + ": credentials would cross the network in clear; use https");
      }
    }
    return nodes;
  }

  private static List<URI> urls(EnvironmentReader reader) {
    try {
      return ValueParsers.urls(reader.value(Variable.ELASTICSEARCH_URLS));
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.ELASTICSEARCH_URLS, e, UNUSED.nodes());
    }
  }

  private static boolean isLoopback(URI node) {
    String host = HostAndPort.of(node).host();
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) { // a name
      return false;
    }
  }
}
