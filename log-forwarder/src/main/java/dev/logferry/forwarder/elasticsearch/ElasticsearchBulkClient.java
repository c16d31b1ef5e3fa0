package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.elasticsearch.ClusterConnection.Outcome;
import dev.logferry.forwarder.tls.TlsConnector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends bulk requests through elasticsearch-java's transport, with a body that is assembled already
 * and an answer that is read as a stream. The transport brings the library's headers and product
 * check; its typed bulk API would cost start-up time and CPU (docs/rationale/forwarder.md, "How is
 * elasticsearch-java used?"). Thread-safe.
 */
public final class ElasticsearchBulkClient implements BulkClient, AutoCloseable {

  /** Enough to classify every item, and a fraction of the answer's bytes. */
  private static final String ANSWER_PARTS =
      "items.*._id,items.*.status,items.*.error.type,items.*.error.reason,items.*.failure_store";

  private final ConnectionPool connections;
  private final Map<String, String> parameters;

  /**
   * @param firstNode which node to begin with
   * @param tls read before the first TLS connection
   */
  public ElasticsearchBulkClient(
      Cluster cluster, int firstNode, Renewed<TlsConnector> tls, Renewed<Credentials> credentials) {
    this.connections =
        new ConnectionPool(cluster, new Nodes(cluster.nodes(), firstNode), tls, credentials);
    this.parameters = parameters(cluster);
  }

  private static Map<String, String> parameters(Cluster cluster) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("filter_path", ANSWER_PARTS);
    // So that a data stream without an active primary is an item's answer, not a request's timeout.
    parameters.put("timeout", cluster.requestTimeout().toMillis() / 2 + "ms");
    if (cluster.requireDataStream()) {
      parameters.put("require_data_stream", "true");
    }
    return parameters;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    Outcome<BulkReply> outcome = connections.exchange(new BulkCall(request, parameters), timeout);
    return outcome instanceof ClusterConnection.Read<BulkReply> read
        ? read.value()
        : ((ClusterConnection.Failed<BulkReply>) outcome).reply();
  }

  /** Searches over the same connections. */
  public StoredIds storedIds() {
    return new ElasticsearchStoredIds(connections);
  }

  /** Ends the threads and connections that are idle, and those in use when they are idle. */
  @Override
  public void close() {
    connections.close();
  }
}
