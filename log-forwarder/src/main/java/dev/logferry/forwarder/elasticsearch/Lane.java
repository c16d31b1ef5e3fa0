package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.transport.endpoints.BinaryResponse;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.util.BinaryData;
import dev.logferry.forwarder.bulk.BulkReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A way to the cluster for one exchange at a time: elasticsearch-java's transport, called with a
 * body that is built already, its answer read as a stream.
 */
final class Lane {

  private final UrlConnectionHttpClient http;
  private final Transport transport;
  private final RenewedCredentials credentials;

  Lane(UrlConnectionHttpClient http, RenewedCredentials credentials) {
    this.http = http;
    this.transport = new Transport(http);
    this.credentials = credentials;
  }

  /** What an exchange came to. */
  sealed interface Outcome<T> {}

  /** An answer with status 200, read. */
  record Read<T>(T value) implements Outcome<T> {}

  /** Anything else. */
  record Failed<T>(BulkReply reply) implements Outcome<T> {}

  /** Reads the body of an answer. */
  interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  /** By when the next exchange has to be over. */
  void answerWithin(Duration timeout) {
    http.answerWithin(timeout);
  }

  /** Ends what is under way; nothing can be sent after that. May block as long as that does. */
  void abandon() {
    http.abandon();
  }

  /** Sends a request and reads its answer; never throws for anything the remote side does. */
  <T> Outcome<T> exchange(BinaryEndpoint<BinaryData> endpoint, BinaryData body, Reader<T> reader) {
    try {
      return authorized(endpoint, body, reader);
    } catch (RefusedAnswer e) {
      return new Failed<>(e.reply());
    } catch (TransportException e) {
      return new Failed<>(
          new BulkReply.MalformedReply(
              "the answer does not come from Elasticsearch: it has no X-Elastic-Product header, or another"));
    } catch (UncheckedIOException e) { // trust or credentials could not be had
      String why = String.valueOf(e.getMessage());
      return new Failed<>(unreached(why, NodesUnreachable.isDistrust(e)));
    } catch (NodesUnreachable e) {
      return new Failed<>(unreached(String.valueOf(e.getMessage()), e.allUntrusted()));
    } catch (IOException e) {
      return new Failed<>(
          new BulkReply.Unreachable(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private static BulkReply unreached(String why, boolean untrusted) {
    return untrusted ? new BulkReply.Untrusted(why) : new BulkReply.Unreachable(why);
  }

  /** Once more with other credentials, since a rotation is the usual reason for a rejection. */
  private <T> Outcome<T> authorized(
      BinaryEndpoint<BinaryData> endpoint, BinaryData body, Reader<T> reader) throws IOException {
    Credentials shown = credentials.get();
    try {
      return once(endpoint, body, reader);
    } catch (RefusedAnswer e) {
      if (e.isUnauthorized() && credentials.differFrom(shown)) {
        return once(endpoint, body, reader);
      }
      throw e;
    }
  }

  private <T> Outcome<T> once(
      BinaryEndpoint<BinaryData> endpoint, BinaryData body, Reader<T> reader) throws IOException {
    try (BinaryResponse response = transport.performRequest(body, endpoint, null)) {
      InputStream content = response.content();
      return content == null
          ? new Failed<>(new BulkReply.MalformedReply("the answer has no body"))
          : new Read<>(reader.read(content));
    }
  }

  private static final class Transport extends ElasticsearchTransportBase {
    Transport(TransportHttpClient http) {
      super(http, null, new LazyJsonpMapper(), NoopInstrumentation.INSTANCE);
    }
  }
}
