package dev.logferry.forwarder.bulk;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
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
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
      "items.*.status,items.*.error.type,items.*.error.reason,items.*.failure_store";

  private final UrlConnectionHttpClient http;
  private final Transport transport;
  private final BinaryEndpoint<BinaryData> bulk;
  private final BulkReplyReader reader = new BulkReplyReader();

  /**
   * @param firstNode which node to begin with
   * @param trust asked before the first TLS connection
   * @param credentials asked before each request
   */
  public ElasticsearchBulkClient(
      Connection connection,
      int firstNode,
      Supplier<Trust> trust,
      Supplier<Credentials> credentials) {
    var sockets = new Once<>(() -> TrustedConnections.socketFactory(trust.get()));
    this.http = new UrlConnectionHttpClient(connection, firstNode, sockets, credentials);
    this.transport = new Transport(http);
    this.bulk = endpoint(connection.requireDataStream());
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    http.timeout(timeout);
    try (BinaryResponse response =
        transport.performRequest(BinaryData.of(request.ndjson(), NDJSON), bulk, null)) {
      InputStream content = response.content();
      return content == null
          ? new BulkReply.Unintelligible("the answer has no body")
          : reader.read(content);
    } catch (ElasticsearchException e) {
      return turnedAway(
          e.status(), Optional.ofNullable(e.error().type()).orElse(""), e.httpResponse());
    } catch (TransportException e) {
      return e.statusCode() >= 400
          ? turnedAway(e.statusCode(), "", e.response())
          : new BulkReply.Unintelligible(
              "the answer does not come from Elasticsearch: status %d, no or another X-Elastic-Product header"
                  .formatted(e.statusCode()));
    } catch (UncheckedIOException e) { // trust or credentials could not be had
      return new BulkReply.Unreachable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      String why = e.getClass().getSimpleName() + ": " + e.getMessage();
      return isDistrust(e) ? new BulkReply.Untrusted(why) : new BulkReply.Unreachable(why);
    }
  }

  private static boolean isDistrust(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static BulkReply turnedAway(
      int status, String errorType, TransportHttpClient.@Nullable Response response) {
    Optional<String> header =
        response == null ? Optional.empty() : Optional.ofNullable(response.header("Retry-After"));
    return new BulkReply.TurnedAway(status, errorType, header.flatMap(RetryAfter::seconds));
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
