package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The pipeline with a server and dead letters of a test's own. */
public final class Pipelines {

  private Pipelines() {}

  /** A pipeline that sends to a client, at most so many documents a request. */
  public static ForwardingPipeline to(
      BulkClient client, RecordedDeadLetters letters, RandomGenerator random, int maxDocuments) {
    return to(client, letters, random, maxDocuments, new LoopGuard(Set.of()));
  }

  /** The same with log groups of its own. */
  public static ForwardingPipeline to(
      BulkClient client,
      RecordedDeadLetters letters,
      RandomGenerator random,
      int maxDocuments,
      LoopGuard loopGuard) {
    return new ForwardingPipeline(
        Wiring.mapper(Settings.forPreview(Map.of("AWS_REGION", "eu-central-1"))),
        loopGuard,
        (invocation, rejected) ->
            new BulkDelivery(
                client,
                rejected,
                new BatchLimits(1_000_000, maxDocuments),
                1,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)),
                random,
                invocation.time()),
        _ -> letters.ofInvocation());
  }

  /** A server that stores everything and says so. */
  public static BulkClient truthful(Set<String> stored) {
    return (request, _) ->
        new BulkReply.Answered(
            request.documents().stream()
                .map(document -> item(document.id(), stored.add(document.id()) ? 201 : 409))
                .toList());
  }

  /** A server in any mood, which never claims to have stored what it has not. */
  public static BulkClient moody(RandomGenerator random, Set<String> stored) {
    BulkClient truth = truthful(stored);
    return (request, timeout) ->
        switch (random.nextInt(7)) {
          case 0 -> new BulkReply.RequestRejected(503, "", Optional.empty());
          case 1 -> new BulkReply.RequestRejected(413, "", Optional.empty());
          case 2 -> {
            truth.send(request, timeout);
            yield new BulkReply.MalformedReply("broken off");
          }
          case 3 ->
              new BulkReply.Answered(
                  request.documents().stream()
                      .map(document -> item(document.id(), random.nextBoolean() ? 429 : 400))
                      .toList());
          case 4 -> new BulkReply.Unreachable("away");
          default -> truth.send(request, timeout);
        };
  }

  private static ItemReply item(String id, int status) {
    return new ItemReply(id, status, "", "", "", FailureStore.NOT_STATED);
  }
}
