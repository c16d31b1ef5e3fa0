package dev.logferry.cli.connection;

import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.tls.Pem;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where Kibana is, as the variables name it.
 *
 * @param url empty if no Kibana was named
 * @param authority a CA of its own; empty if the cluster's settings hold for it
 */
record KibanaSettings(Optional<URI> url, String space, Optional<Authority> authority) {

  private static final String CA_FILE = "LOGFERRY_KIBANA_CA_FILE";
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /** The certificates in a file. */
  private record Authority(String file, String pem) {}

  static KibanaSettings read(Variables variables, List<String> problems) {
    return new KibanaSettings(
        variables.get(Connection.KIBANA_URL).flatMap(text -> url(text, problems)),
        variables.get("LOGFERRY_KIBANA_SPACE").orElse("default"),
        variables.get(CA_FILE).flatMap(file -> authority(file, problems)));
  }

  private static Optional<URI> url(String text, List<String> problems) {
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException _) {
      // Reported below, without the exception's message, which repeats the text.
    }
    // With user or query it could hold a password, so it is not quoted then.
    String shown = text.matches("[^@?]*") ? "'" + text + "' " : "";
    problems.add(
        "%s: %sis no address such as https://kibana.example.internal:5601, without user and query"
            .formatted(Connection.KIBANA_URL, shown));
    return Optional.empty();
  }

  private static Optional<Authority> authority(String file, List<String> problems) {
    try {
      String pem = Files.readString(Path.of(file));
      var _ = Pem.certificates(pem);
      return Optional.of(new Authority(file, pem));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "%s: %s holds no certificate that can be read (%s)"
              .formatted(
                  CA_FILE,
                  file,
                  e instanceof IOException ? "cannot read the file" : e.getMessage()));
      return Optional.empty();
    }
  }

  void requireEncryption(Credentials credentials, List<String> problems) {
    url.filter(address -> "http".equals(address.getScheme()))
        .filter(address -> !LOOPBACK.contains(address.getHost()))
        .filter(_ -> credentials.authorization().isPresent())
        .ifPresent(
            address ->
                problems.add(
                    "%s names %s: credentials would cross the network in clear; use https"
                        .formatted(Connection.KIBANA_URL, address)));
  }

  Optional<Connection.Kibana> toKibana(TlsConfiguration cluster, String trusted) {
    return url.map(
        address ->
            authority
                .map(
                    own ->
                        new Connection.Kibana(
                            address,
                            space,
                            new TlsConfiguration(
                                new Trust.CertificateAuthority(own.pem()),
                                cluster.clientCertificate()),
                            "the authority in " + own.file()))
                .orElseGet(() -> new Connection.Kibana(address, space, cluster, trusted)));
  }
}
