package dev.logferry.forwarder.bulk;

import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.transport.endpoints.BinaryResponse;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sends bulk requests through elasticsearch-java's transport, with a body that is built already and
 * an answer that is read as a stream. The transport brings the library's headers and error
 * decoding; its typed bulk API would cost start-up time and CPU (docs/RATIONALE.md, "How is
 * elasticsearch-java used?").
 */
public final class ElasticsearchBulkClient implements BulkClient {

  private static final String NDJSON = "application/vnd.elasticsearch+x-ndjson; compatible-with=8";

  /** Enough to judge every item, and a fraction of the answer's bytes. */
  private static final String ANSWER_PARTS =
      "items.*._id,items.*.status,items.*.error.type,items.*.error.reason,items.*.failure_store";

  private final UrlConnectionHttpClient http;
  private final Transport transport;
  private final BinaryEndpoint<BinaryData> bulk;
  private final Once<Credentials> credentials;
  private final BulkReplyReader reader = new BulkReplyReader();

  /**
   * @param firstNode which node to begin with
   * @param trust asked before the first TLS connection
   * @param credentials asked for once, and once more when they are refused
   */
  public ElasticsearchBulkClient(
      Connection connection, int firstNode, Supplier<Trust> trust, Once<Credentials> credentials) {
    var sockets =
        new Once<>(() -> new AbortableSockets(TrustedConnections.socketFactory(trust.get())));
    this.http = new UrlConnectionHttpClient(connection, firstNode, sockets, credentials);
    this.transport = new Transport(http);
    this.bulk = endpoint(connection.requireDataStream());
    this.credentials = credentials;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    http.answerWithin(timeout);
    try (Watchdog watchdog = Watchdog.after(timeout, http::abort)) {
      BulkReply reply = send(request);
      return watchdog.fired()
          ? new BulkReply.Unreachable("no answer within " + timeout.toMillis() + " ms")
          : reply;
    }
  }

  private BulkReply send(BulkRequest request) {
    try {
      try {
        return exchange(request);
      } catch (RefusedAnswer e) {
        return e.isUnauthorized() && credentialsChanged() ? exchange(request) : e.reply();
      }
    } catch (RefusedAnswer e) {
      return e.reply();
    } catch (TransportException e) {
      return new BulkReply.Unintelligible(
          "the answer does not come from Elasticsearch: it has no X-Elastic-Product header, or another");
    } catch (UncheckedIOException e) { // trust or credentials could not be had
      return NodesUnreachable.isDistrust(e)
          ? new BulkReply.Untrusted(String.valueOf(e.getMessage()))
          : new BulkReply.Unreachable(String.valueOf(e.getMessage()));
    } catch (NodesUnreachable e) {
      String why = String.valueOf(e.getMessage());
      return e.allUntrusted() ? new BulkReply.Untrusted(why) : new BulkReply.Unreachable(why);
    } catch (IOException e) {
      return new BulkReply.Unreachable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private BulkReply exchange(BulkRequest request) throws IOException {
    try (BinaryResponse response =
        transport.performRequest(BinaryData.of(request.ndjson(), NDJSON), bulk, null)) {
      InputStream content = response.content();
      return content == null
          ? new BulkReply.Unintelligible("the answer has no body")
          : reader.read(content);
    }
  }

  /** Reads the credentials again, since a rotation is the usual reason for a refusal. */
  private boolean credentialsChanged() {
    Credentials refused = credentials.get();
    credentials.forget();
    return !credentials.get().equals(refused);
  }

  private static BinaryEndpoint<BinaryData> endpoint(boolean requireDataStream) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("filter_path", ANSWER_PARTS);
    if (requireDataStream) {
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

  private static final class Transport extends ElasticsearchTransportBase {
    Transport(TransportHttpClient http) {
      super(http, null, new LazyJsonpMapper(), NoopInstrumentation.INSTANCE);
    }
  }
}
