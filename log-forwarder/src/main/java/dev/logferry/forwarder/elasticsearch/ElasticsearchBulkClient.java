package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.util.BinaryData;
import dev.logferry.forwarder.Lazy;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.tls.Trust;
import dev.logferry.forwarder.tls.TrustedConnections;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sends bulk requests through elasticsearch-java's transport, with a body that is built already and
 * an answer that is read as a stream. The transport brings the library's headers and error
 * decoding; its typed bulk API would cost start-up time and CPU (docs/rationale/forwarder.md, "How
 * is elasticsearch-java used?"). For several threads.
 */
public final class ElasticsearchBulkClient implements BulkClient {

  private static final String NDJSON = "application/vnd.elasticsearch+x-ndjson; compatible-with=8";

  /** Enough to judge every item, and a fraction of the answer's bytes. */
  private static final String ANSWER_PARTS =
      "items.*._id,items.*.status,items.*.error.type,items.*.error.reason,items.*.failure_store";

  private final Lanes lanes;
  private final BinaryEndpoint<BinaryData> bulk;
  private final BulkReplyReader reader = new BulkReplyReader();

  /**
   * @param firstNode which node to begin with
   * @param trust asked before the first TLS connection
   */
  public ElasticsearchBulkClient(
      Connection connection, int firstNode, Supplier<Trust> trust, RenewedCredentials credentials) {
    this.lanes = lanes(connection, firstNode, trust, credentials);
    this.bulk = endpoint(connection);
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    return lanes.within(timeout, lane -> send(lane, request), BulkReply.Unreachable::new);
  }

  /** Searches over the same connections. */
  public StoredIds storedIds() {
    return new ElasticsearchStoredIds(lanes);
  }

  private BulkReply send(Lane lane, BulkRequest request) {
    BinaryData body = BinaryData.of(request.ndjson(), NDJSON);
    return switch (lane.exchange(bulk, body, reader::read)) {
      case Lane.Read<BulkReply>(BulkReply reply) -> reply;
      case Lane.Failed<BulkReply>(BulkReply reply) -> reply;
    };
  }

  private static Lanes lanes(
      Connection connection, int firstNode, Supplier<Trust> trust, RenewedCredentials credentials) {
    Nodes nodes = new Nodes(connection.nodes(), firstNode);
    var factory = new Lazy<>(() -> TrustedConnections.socketFactory(trust.get()));
    return new Lanes(
        () -> {
          var sockets = new Lazy<>(() -> new AbortableSockets(factory.get()));
          return new Lane(
              new UrlConnectionHttpClient(connection, nodes, sockets, credentials), credentials);
        });
  }

  private static BinaryEndpoint<BinaryData> endpoint(Connection connection) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("filter_path", ANSWER_PARTS);
    // So that a data stream without an active primary is an item's answer, not a request's timeout.
    parameters.put("timeout", connection.requestTimeout().toMillis() / 2 + "ms");
    if (connection.requireDataStream()) {
      parameters.put("require_data_stream", "true");
    }
    return new BinaryEndpoint<>(
        "es/bulk",
        _ -> "POST",
        _ -> "/_bulk",
        _ -> Map.of(),
        _ -> Map.copyOf(parameters),
        _ -> Map.of(),
        true,
        NO_MORE);
  }

  /** A parameter that the library's constructor ignores. */
  private static final Object NO_MORE = new Object();
}
