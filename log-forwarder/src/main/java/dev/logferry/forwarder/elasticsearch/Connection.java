package dev.logferry.forwarder.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to reach the cluster.
 *
 * @param nodes base addresses of its nodes; at least one
 * @param connectTimeout for one node to accept a connection
 * @param requestTimeout for the answer to one bulk request
 * @param compression whether bodies are sent gzipped
 * @param requireDataStream whether Elasticsearch is told never to make a plain index; servers
 *     before 8.13 do not know that parameter
 */
public record Connection(
    List<URI> nodes,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compression,
    boolean requireDataStream) {

  public Connection {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a cluster without nodes");
    }
  }
}
