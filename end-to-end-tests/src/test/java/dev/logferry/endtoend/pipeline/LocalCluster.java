package dev.logferry.endtoend.pipeline;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The real server from Maven Central, without Docker: one for all test classes of a JVM, because a
 * start takes as long as most of them. So each of them keeps to log groups, services and data
 * streams of its own (that of error groups is shared), and leaves the cluster's settings and the
 * templates of other data streams alone.
 */
record LocalCluster(LocalElasticsearch server) implements ForwarderContract.RunningCluster {

  /** Starts the server if no other test class of this JVM has. It ends with the JVM. */
  static LocalCluster shared() {
    return Shared.CLUSTER;
  }

  private static final class Shared {
    static final LocalCluster CLUSTER =
        new LocalCluster(LocalElasticsearch.start(LocalElasticsearchSettings.defaults()));
  }

  @Override
  public Cluster cluster() {
    try {
      return new Cluster(
          server.url(),
          Files.readString(server.caFile()),
          server.caFingerprint(),
          server.shipper(),
          server.analyst(),
          server.admin());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Other test classes go on with it.
  }
}
