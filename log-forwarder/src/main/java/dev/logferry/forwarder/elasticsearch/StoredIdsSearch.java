package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.RequestOutcome;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One search for ids in a data stream.
 *
 * @param dataStream the stream, with all its backing indices
 * @param ids at most {@link #MAX_IDS}
 */
record StoredIdsSearch(DataStream dataStream, List<String> ids)
    implements ClusterRequest<Optional<Set<String>>> {

  /**
   * As Elasticsearch hands out at most 10,000 hits, and an id that was stored several times is hit
   * several times.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/reference/elasticsearch/index-settings/index-modules">index.max_result_window</a>
   */
  static final int MAX_IDS = 1000;

  private static final int MAX_HITS = 10_000;

  /** One hit is an id of 20 characters in its JSON object. */
  private static final long MAX_ANSWER_BYTES = 64 * 1024 + 128L * MAX_HITS;

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "allow_partial_search_results",
          "false",
          "filter_path",
          "timed_out,_shards.total,_shards.successful,_shards.failed,hits.total,hits.hits._id");

  static final BulkReply PARTIAL =
      new MalformedReply("the answer to a search for existing ids is not whole");

  StoredIdsSearch {
    ids = List.copyOf(ids);
  }

  static List<StoredIdsSearch> of(DataStream dataStream, List<String> ids) {
    List<StoredIdsSearch> searches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MAX_IDS) {
      searches.add(
          new StoredIdsSearch(dataStream, ids.subList(from, Math.min(from + MAX_IDS, ids.size()))));
    }
    return searches;
  }

  @Override
  public String endpoint() {
    return "es/search";
  }

  @Override
  public String path() {
    return "/" + dataStream.name() + "/_search";
  }

  @Override
  public Map<String, String> parameters() {
    return PARAMETERS;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  /** Ids are base64: nothing needs escaping. */
  @Override
  public void writeTo(OutputStream body) throws IOException {
    body.write(
        ("{\"size\":"
                + MAX_HITS
                + ",\"track_total_hits\":true,\"_source\":false,\"sort\":[\"_doc\"],\"query\":{\"ids\":{\"values\":[\""
                + String.join("\",\"", ids)
                + "\"]}}}")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long maxAnswerBytes(long sentBytes) {
    return MAX_ANSWER_BYTES;
  }

  @Override
  public Optional<Set<String>> read(InputStream answer) {
    return new StoredIdsReader().read(answer);
  }

  /**
   * What it means that the search was rejected. Never that a document is to blame: a rejection that
   * would split a bulk request, or be charged to a document, means neither here.
   */
  Set<String> foundWhenRejected(BulkReply reply) throws StoredIds.Unknown {
    if (!(reply instanceof RequestRejected rejected)) {
      throw new StoredIds.Unknown(reply);
    }
    if (rejected.cause().status() == 404
        && rejected.cause().type().equals("index_not_found_exception")) {
      return Set.of();
    }
    throw new StoredIds.Unknown(
        switch (RequestOutcome.of(rejected)) {
          case RETRY, UNAUTHORIZED, MISCONFIGURED -> rejected;
          case SPLIT -> new Unreachable("a search for existing ids failed: " + rejected.why());
        });
  }
}
