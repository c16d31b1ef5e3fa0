package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.BulkReply.Untrusted;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.document.LogDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Stands between a forwarder and a cluster and does everything that a network, a proxy and a
 * cluster in trouble can do. Never claims that something is stored which is not.
 */
public final class MoodyCluster implements BulkClient {

  private static final List<Integer> REQUEST_STATUSES =
      List.of(400, 401, 403, 404, 405, 406, 408, 413, 429, 500, 502, 503, 504);
  private static final List<Integer> ITEM_STATUSES =
      List.of(400, 400, 401, 403, 404, 418, 429, 429, 500, 503);

  private final BulkClient cluster;
  private final RandomGenerator random;
  private final int percentMoody;

  public MoodyCluster(BulkClient cluster, RandomGenerator random, int percentMoody) {
    this.cluster = cluster;
    this.random = random;
    this.percentMoody = percentMoody;
  }

  @Override
  public synchronized BulkReply send(BulkRequest request, Duration timeout) {
    if (random.nextInt(100) >= percentMoody) {
      return cluster.send(request, timeout);
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> requestRejected();
      case 2 -> new Unreachable("no connection");
      case 3 -> new MalformedReply("HTML");
      case 4 -> random.nextInt(8) == 0 ? new Untrusted("somebody else") : new Answered(List.of());
      case 5 -> lost(cluster.send(request, timeout));
      case 6 -> damaged(cluster.send(request, timeout));
      default -> itemByItem(request, timeout);
    };
  }

  /** By Elasticsearch or by a proxy, for any reason there is. */
  private BulkReply requestRejected() {
    int status = REQUEST_STATUSES.get(random.nextInt(REQUEST_STATUSES.size()));
    Optional<Duration> wait =
        random.nextInt(4) == 0
            ? Optional.of(Duration.ofSeconds(random.nextInt(20)))
            : Optional.empty();
    boolean byElasticsearch = random.nextBoolean();
    Cause cause = new Cause(status, byElasticsearch ? "some_exception" : "", "", "");
    return new RequestRejected(cause, byElasticsearch, wait);
  }

  private static BulkReply lost(BulkReply ignored) {
    return new Unreachable("the answer is lost, after " + ignored.getClass().getSimpleName());
  }

  /** One item too few, too many, or about another document. */
  private BulkReply damaged(BulkReply reply) {
    if (!(reply instanceof Answered(List<ItemReply> items)) || items.isEmpty()) {
      return reply;
    }
    List<ItemReply> changed = new ArrayList<>(items);
    switch (random.nextInt(3)) {
      case 0 -> changed.removeLast();
      case 1 -> changed.add(changed.getFirst());
      default -> changed.set(0, item("somebody-elses", 201));
    }
    return new Answered(changed);
  }

  /** Some documents are turned away for themselves; the others reach the cluster. */
  private BulkReply itemByItem(BulkRequest request, Duration timeout) {
    List<Integer> statuses = new ArrayList<>();
    List<LogDocument> through = new ArrayList<>();
    for (LogDocument document : request.documents()) {
      int status = random.nextBoolean() ? 0 : statusFor(document);
      statuses.add(status);
      if (status == 0) {
        through.add(document);
      }
    }
    List<ItemReply> answered = List.of();
    if (!through.isEmpty()) {
      BulkReply reply = cluster.send(new BulkRequest(through), timeout);
      if (!(reply instanceof Answered(List<ItemReply> items))) {
        return reply;
      }
      answered = items;
    }
    List<ItemReply> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < statuses.size(); i++) {
      String id = request.documents().get(i).id();
      all.add(statuses.get(i) == 0 ? answered.get(next++) : item(id, statuses.get(i)));
    }
    return new Answered(all);
  }

  /** A document that was rejected is sometimes taken in another form. */
  private int statusFor(LogDocument document) {
    boolean degraded = new String(document.json(), StandardCharsets.UTF_8).contains("\"degraded\"");
    int status = ITEM_STATUSES.get(random.nextInt(ITEM_STATUSES.size()));
    return degraded && random.nextBoolean() ? 0 : status;
  }

  private ItemReply item(String id, int status) {
    return status < 300
        ? ItemReply.stored(id)
        : ItemReply.rejected(id, CAUSES.get(random.nextInt(CAUSES.size())).apply(status));
  }

  private static final List<IntFunction<Cause>> CAUSES =
      List.of(
          status -> new Cause(status, "some_exception", "message", "why"),
          status -> new Cause(status, "some_exception", "", "why"),
          status -> new Cause(status, "cluster_block_exception", "", "blocked"),
          status -> new Cause(status, "document_parsing_exception", "log.level", "why"),
          status -> new Cause(status, "document_parsing_exception", "", "why"));
}
