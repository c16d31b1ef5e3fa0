package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.DeliverySettings;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Pipelines between a payload, a client and dead letters of a test. */
public final class Pipelines {

  private Pipelines() {}

  /** A pipeline that sends to a client, at most so many documents a request. */
  public static ForwardingPipeline to(
      BulkClient client, RecordedDeadLetters letters, RandomGenerator random, int maxDocuments) {
    return to(client, letters, random, maxDocuments, new LoopGuard(List.of()), Map.of());
  }

  /**
   * The same with other settings.
   *
   * @param settings of the mapper
   */
  public static ForwardingPipeline to(
      BulkClient client,
      RecordedDeadLetters letters,
      RandomGenerator random,
      int maxDocuments,
      LoopGuard loopGuard,
      Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("AWS_REGION", "eu-central-1");
    return new ForwardingPipeline(
        Wiring.mapper(Settings.forPreview(environment)),
        loopGuard,
        deliveries(client, random, maxDocuments),
        letters.sink());
  }

  /** Deliveries to a client, one request after another. */
  public static BulkDeliveries deliveries(
      BulkClient client, RandomGenerator random, int maxDocuments) {
    return new BulkDeliveries(
        client,
        new DeliverySettings(
            new BatchLimits(1_000_000, maxDocuments),
            1,
            Duration.ofSeconds(5),
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5))),
        () -> random);
  }

  /** A server that stores everything and says so. */
  public static BulkClient truthful(Set<String> stored) {
    return (request, _) ->
        new BulkReply.Answered(
            request.documents().stream()
                .map(document -> item(document.id(), stored.add(document.id())))
                .toList());
  }

  private static ItemReply item(String id, boolean isNew) {
    return isNew
        ? ItemReply.stored(id)
        : ItemReply.rejected(id, new Cause(409, "version_conflict_engine_exception", "", ""));
  }

  /** An invocation with so much time, of which nothing is kept back. */
  public static Invocation invocation(Duration time) {
    return new Invocation("request-1", new RecordedTime(time), Duration.ZERO);
  }
}
