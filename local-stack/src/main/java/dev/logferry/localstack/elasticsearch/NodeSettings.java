package dev.logferry.localstack.elasticsearch;

import java.util.Map;
import java.util.TreeMap;

/** What would stand in elasticsearch.yml. */
final class NodeSettings {

  static final String CLUSTER_NAME = "logferry";

  private static final Map<String, String> SAME_FOR_EVERY_RUN =
      Map.ofEntries(
          Map.entry("cluster.name", CLUSTER_NAME),
          Map.entry("node.name", "local"),
          Map.entry("discovery.type", "single-node"),
          // One address only: with two, a free port could not be the same on both.
          Map.entry("network.host", "127.0.0.1"),
          Map.entry("transport.port", "0"),
          // How soon changed users count.
          Map.entry("resource.reload.interval.high", "1s"),
          // A nearly full disk would make every index of a developer's machine read-only.
          Map.entry("cluster.routing.allocation.disk.threshold_enabled", "false"),
          Map.entry("xpack.security.enabled", "true"),
          Map.entry("xpack.security.autoconfiguration.enabled", "false"),
          Map.entry("xpack.security.enrollment.enabled", "false"),
          // No elastic, kibana or other user beside ours.
          Map.entry("xpack.security.authc.reserved_realm.enabled", "false"),
          Map.entry("xpack.security.http.ssl.enabled", "true"),
          Map.entry("xpack.security.http.ssl.key", PrivateAuthority.KEY_FILE),
          Map.entry("xpack.security.http.ssl.certificate", PrivateAuthority.CHAIN_FILE));

  private NodeSettings() {}

  static Map<String, String> of(
      ServerDistribution distribution,
      NodeFolder folder,
      int httpPort,
      boolean clientCertificateRequired) {
    Map<String, String> settings = new TreeMap<>(SAME_FOR_EVERY_RUN);
    settings.put("path.home", distribution.home().toString());
    settings.put("path.data", folder.data().toString());
    settings.put("path.logs", folder.logs().toString());
    settings.put("http.port", Integer.toString(httpPort));
    if (clientCertificateRequired) {
      settings.put("xpack.security.http.ssl.client_authentication", "required");
      settings.put(
          "xpack.security.http.ssl.certificate_authorities", PrivateAuthority.AUTHORITY_FILE);
    }
    return settings;
  }
}
