package dev.logferry.forwarder.bulk;

import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.transport.endpoints.BinaryResponse;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.util.BinaryData;
import dev.logferry.forwarder.document.DataStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Searches for ids over a data stream, through elasticsearch-java's transport. Only what was
 * refreshed is found, so whoever asks comes later than the index's refresh interval.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-ids-query">Ids
 *     query</a>
 */
public final class ElasticsearchStoredIds implements StoredIds {

  private final UrlConnectionHttpClient http;
  private final ElasticsearchTransportBase transport;
  private final StoredIdsReader reader = new StoredIdsReader();

  /**
   * @param firstNode which node to begin with
   * @param trust asked before the first TLS connection
   * @param credentials of a user that may read
   */
  public ElasticsearchStoredIds(
      Connection connection, int firstNode, Supplier<Trust> trust, Once<Credentials> credentials) {
    var sockets =
        new Once<>(() -> new AbortableSockets(TrustedConnections.socketFactory(trust.get())));
    this.http = new UrlConnectionHttpClient(connection, firstNode, sockets, credentials);
    this.transport =
        new ElasticsearchTransportBase(
            http, null, new LazyJsonpMapper(), NoopInstrumentation.INSTANCE) {};
  }

  @Override
  public synchronized Set<String> among(DataStream dataStream, List<String> ids, Duration timeout)
      throws Unknown {
    http.answerWithin(timeout);
    try (Watchdog watchdog = Watchdog.after(timeout, http::abort)) {
      Set<String> found = new HashSet<>();
      for (StoredIdsSearch search : StoredIdsSearch.of(dataStream, ids)) {
        found.addAll(found(search));
      }
      if (watchdog.fired()) {
        throw new Unknown(
            new BulkReply.Unreachable("no answer within " + timeout.toMillis() + " ms"));
      }
      return found;
    }
  }

  private Set<String> found(StoredIdsSearch search) throws Unknown {
    try {
      return exchange(search);
    } catch (RefusedAnswer e) {
      return search.foundWhenRefused(e.reply());
    } catch (TransportException _) {
      throw new Unknown(
          new BulkReply.Unintelligible(
              "the answer to a search does not come from Elasticsearch: it has no X-Elastic-Product header, or another"));
    } catch (UncheckedIOException e) { // trust or credentials could not be had
      throw unreached(String.valueOf(e.getMessage()), NodesUnreachable.isDistrust(e));
    } catch (NodesUnreachable e) {
      throw unreached(String.valueOf(e.getMessage()), e.allUntrusted());
    } catch (IOException e) {
      throw unreached(e.getClass().getSimpleName() + ": " + e.getMessage(), false);
    }
  }

  private Set<String> exchange(StoredIdsSearch search) throws IOException, Unknown {
    try (BinaryResponse response =
        transport.performRequest(
            BinaryData.of(search.body(), "application/json"), endpoint(search), null)) {
      InputStream content = response.content();
      Optional<Set<String>> found = content == null ? Optional.empty() : reader.read(content);
      return found.orElseThrow(() -> new Unknown(StoredIdsSearch.PARTIAL));
    }
  }

  private static Unknown unreached(String why, boolean untrusted) {
    return new Unknown(untrusted ? new BulkReply.Untrusted(why) : new BulkReply.Unreachable(why));
  }

  private static BinaryEndpoint<BinaryData> endpoint(StoredIdsSearch search) {
    return new BinaryEndpoint<>(
        "es/search",
        _ -> "POST",
        _ -> search.path(),
        _ -> Map.of(),
        _ -> StoredIdsSearch.PARAMETERS,
        _ -> Map.of(),
        true,
        NO_MORE);
  }

  /** A parameter that the library's constructor ignores. */
  private static final Object NO_MORE = new Object();
}
