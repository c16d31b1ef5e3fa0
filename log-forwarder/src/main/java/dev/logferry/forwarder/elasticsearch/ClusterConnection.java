package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.TlsFailure;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A connection to the cluster for one exchange at a time: elasticsearch-java's transport over
 * {@link SocketHttpClient}. Not thread-safe but for {@link #close}.
 */
final class ClusterConnection implements AutoCloseable {

  private final SocketHttpClient http;
  private final Transport transport;
  private final RequestBody body;
  private final ClusterEndpoint endpoint;
  private final Renewed<TlsConnector> tls;
  private final Renewed<Credentials> credentials;

  ClusterConnection(
      Cluster cluster, Nodes nodes, Renewed<TlsConnector> tls, Renewed<Credentials> credentials) {
    this.http = new SocketHttpClient(cluster, nodes, tls, credentials);
    this.transport = new Transport(http);
    this.body = new RequestBody(cluster.compression());
    this.endpoint = new ClusterEndpoint(body);
    this.tls = tls;
    this.credentials = credentials;
  }

  /**
   * The result of an exchange.
   *
   * @param <T> what an answer says
   */
  sealed interface Outcome<T> {}

  /** An answer with status 200, read. */
  record Read<T>(T value) implements Outcome<T> {}

  /** Anything else. */
  record Failed<T>(BulkReply reply) implements Outcome<T> {}

  /** Sends a request and reads its answer; never throws for anything the remote side does. */
  <T> Outcome<T> exchange(ClusterRequest<T> request) {
    try {
      return renewing(request);
    } catch (RejectedAnswer e) {
      return new Failed<>(e.reply());
    } catch (TransportException e) {
      return new Failed<>(
          new BulkReply.MalformedReply(
              "the answer does not come from Elasticsearch: it has no X-Elastic-Product header, or another"));
    } catch (UncheckedIOException e) { // certificates or credentials are unavailable
      return new Failed<>(unreached(String.valueOf(e.getMessage()), TlsFailure.of(e).lasts()));
    } catch (NodesUnreachable e) {
      return new Failed<>(unreached(String.valueOf(e.getMessage()), e.allUntrusted()));
    } catch (IOException e) {
      return new Failed<>(unreached(NodesUnreachable.describe(e), TlsFailure.of(e).lasts()));
    }
  }

  private static BulkReply unreached(String why, boolean untrusted) {
    return untrusted ? new BulkReply.Untrusted(why) : new BulkReply.Unreachable(why);
  }

  /**
   * Once more with other credentials or certificates, since a rotation is the usual reason for a
   * rejection. Nothing was stored by the request that was rejected.
   */
  private <T> Outcome<T> renewing(ClusterRequest<T> request) throws IOException {
    Credentials shown = credentials.get();
    try {
      return once(request);
    } catch (RejectedAnswer e) {
      if (e.isUnauthorized() && credentials.differsFrom(shown)) {
        return once(request);
      }
      throw e;
    } catch (IOException e) {
      // In TLS 1.3 a server rejects the client's certificate after the client's handshake.
      TlsConnector used = http.tlsInUse();
      boolean rejected = TlsFailure.of(e) == TlsFailure.CLIENT_CERTIFICATE;
      if (rejected && used != null && tls.differsFrom(used)) {
        return once(request);
      }
      throw e;
    }
  }

  private <T> Outcome<T> once(ClusterRequest<T> request) throws IOException {
    transport.performRequest(request, endpoint, null);
    HttpAnswer answer = http.answer();
    T value = request.read(answer.body(request.maxAnswerBytes(body.uncompressedBytes())));
    answer.release();
    return answer.isTooLong()
        ? new Failed<>(
            new BulkReply.MalformedReply("the answer is longer than any answer to this request"))
        : new Read<>(value);
  }

  /** Ends what is in flight; nothing can be sent after that. From any thread; never blocks. */
  @Override
  public void close() {
    http.close();
  }

  private static final class Transport extends ElasticsearchTransportBase {
    Transport(TransportHttpClient http) {
      super(http, null, null, NoopInstrumentation.INSTANCE); // nothing is mapped to or from JSON
    }
  }
}
