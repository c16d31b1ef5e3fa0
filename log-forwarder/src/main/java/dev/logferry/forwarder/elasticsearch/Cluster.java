package dev.logferry.forwarder.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the cluster is and how it is spoken to.
 *
 * @param nodes base addresses of its nodes; at least one
 * @param connectTimeout for one node to accept a connection, TLS included
 * @param requestTimeout for one request, from connecting to the end of the answer
 * @param compression whether request bodies are gzipped
 * @param requireDataStream whether Elasticsearch is asked never to create a plain index; servers
 *     before 8.13 do not know that parameter
 */
public record Cluster(
    List<URI> nodes,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compression,
    boolean requireDataStream) {

  public Cluster {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a cluster without nodes");
    }
  }
}
