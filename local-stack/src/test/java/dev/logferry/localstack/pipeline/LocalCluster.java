package dev.logferry.localstack.pipeline;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The real server from Maven Central, without Docker. */
record LocalCluster(LocalElasticsearch server) implements ForwarderContract.RunningCluster {

  static LocalCluster start() {
    return new LocalCluster(LocalElasticsearch.start(LocalElasticsearchSettings.defaults()));
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
    server.close();
  }
}
