package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.deadletter.ObjectKeys;
import dev.logferry.forwarder.deadletter.PackedDeadLetters;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.Source.Kind;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.testing.InMemoryObjectStore;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** S3, a cluster and a redrive between them. */
final class World {

  static final String FAILURES = "failures";
  static final String DEAD = "dead";
  static final String FIREHOSE = "by firehose";
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  final InMemoryObjectStore store = new InMemoryObjectStore();
  final InMemoryCluster cluster = new InMemoryCluster();
  final SplittableRandom random;
  String rules = "rules-1";
  String readingRules = "reading-1";
  int parallelObjects = 3;

  /** Runs whenever a thread of the redrive begins: the probe's first. */
  Runnable beforeThread = () -> {};

  private int objects;
  private int logStreams;

  World() {
    this(new SplittableRandom(20261122));
  }

  World(SplittableRandom random) {
    this.random = random;
    store.setTime(NOW.minusSeconds(3600));
  }

  RedriveSummary redrive() {
    return redrive(RedriveRequest.SCHEDULED);
  }

  RedriveSummary redrive(RedriveRequest request) {
    return redrive(request, new PassingTime(Duration.ofMinutes(10)));
  }

  RedriveSummary redrive(RedriveRequest request, Deadline time) {
    List<Source> sources =
        List.of(
            new Source(Kind.FAILED_INVOCATION, FAILURES, "aws/lambda/"),
            new Source(Kind.UNREADABLE, DEAD, "unreadable/"),
            new Source(Kind.REFUSED, DEAD, "refused/"));
    RedriveLimits limits =
        new RedriveLimits(
            parallelObjects,
            Duration.ofMinutes(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            1 << 20);
    String ours = rules;
    String reading = readingRules;
    SplittableRandom chance = split();
    return new Redrive(
            store,
            sources,
            this::deliveries,
            kind -> kind == DeadLetterKind.REFUSED ? ours : reading,
            limits,
            () -> NOW,
            chance::split)
        .run(request, new Invocation("redrive", time));
  }

  private Deliveries deliveries() {
    beforeThread.run();
    return new Deliveries(
        new SubscriptionDecoder(10_000_000),
        new ObjectReading(store, new ObjectDecoder(10_000_000)),
        new ForwardingPipeline(
            Wiring.mapper(Settings.forPreview(Map.of("LOGFERRY_EXCLUDE_PATTERN", "FILTERED"))),
            new LoopGuard(Set.of()),
            this::delivery,
            this::deadLetters),
        this::delivery,
        this::deadLetters);
  }

  private BulkDelivery delivery(Invocation invocation, RejectedDocuments rejected) {
    return new BulkDelivery(
        new ExistingIdsCheck(cluster, cluster),
        rejected,
        new BatchLimits(1_000_000, 3),
        2,
        Duration.ofSeconds(30),
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)),
        split(),
        invocation.time());
  }

  private synchronized SplittableRandom split() {
    return random.split();
  }

  DeadLetters deadLetters(Invocation invocation) {
    return new PackedDeadLetters(
        store,
        new PackedDeadLetters.Place(DEAD, new ObjectKeys("")),
        invocation.requestId(),
        "1.0.0",
        kind -> kind == DeadLetterKind.REFUSED ? rules : readingRules,
        () -> NOW);
  }

  /** Lambda's record of a subscription event that was given up. */
  String failedInvocation(String... lines) {
    return record(asyncRecord(new String(event(lines), StandardCharsets.UTF_8)));
  }

  /** The event with these lines, from a log stream of its own. */
  byte[] event(String... lines) {
    return Payloads.lambdaEvent(envelope(lines));
  }

  String envelope(String... lines) {
    return Payloads.envelope("/ecs/shop-api", "stream-" + logStreams++, List.of(lines));
  }

  /** Lambda's record of an event; Lambda tries until S3 takes it. */
  void keepRecord(byte[] event) {
    String key = "aws/lambda/async/forwarder/2026/11/22/2026-11-22T11.00.00-" + objects++;
    byte[] content =
        asyncRecord(new String(event, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    while (store.content(FAILURES, key).isEmpty()) {
      try {
        store.put(FAILURES, key, content);
      } catch (IOException _) {
        // and again
      }
    }
  }

  static String asyncRecord(String requestPayload) {
    return """
        {"version":"1.0","timestamp":"2026-11-22T10:00:00.000Z","requestContext":{"requestId":"r",\
        "functionArn":"arn:aws:lambda:eu-central-1:1:function:f:$LATEST",\
        "condition":"RetriesExhausted","approximateInvokeCount":3},"requestPayload":%s,\
        "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},\
        "responsePayload":{"errorMessage":"m"}}"""
        .formatted(requestPayload);
  }

  /** The event of a Kinesis event source, one record for each payload. */
  static String kinesisEvent(byte[]... payloads) {
    KinesisEvents records = new KinesisEvents();
    for (byte[] payload : payloads) {
      records.with(payload);
    }
    return new String(records.json(), StandardCharsets.UTF_8);
  }

  /** S3's notification that these objects of {@link #FIREHOSE} were stored. */
  static String objectEvent(String... keys) {
    return Stream.of(keys)
        .map(
            key ->
                """
                {"eventSource":"aws:s3","eventName":"ObjectCreated:Put",\
                "s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}"""
                    .formatted(FIREHOSE, URLEncoder.encode(key, StandardCharsets.UTF_8)))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  /** An object as Firehose writes it, of one envelope; returns its key. */
  String firehoseObject(String... lines) {
    String key = "2026/11/22/a b " + objects++ + ".gz";
    put(FIREHOSE, key, Payloads.gzip(envelope(lines)));
    return key;
  }

  /** Puts any text as a record; returns its key. */
  String record(String text) {
    String key = "aws/lambda/async/forwarder/2026/11/22/2026-11-22T10.00.00-" + objects++;
    put(FAILURES, key, text.getBytes(StandardCharsets.UTF_8));
    return key;
  }

  void put(String bucket, String key, byte[] content) {
    try {
      store.put(bucket, key, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of all documents stored, copies too. */
  List<String> storedLines() {
    return cluster.documents().stream()
        .map(json -> json.replaceAll("^.*?\"message\\\\?\":\\\\?\"([^\"\\\\]*).*$", "$1"))
        .toList();
  }

  /** Time that passes by waiting alone, for several threads. */
  static final class PassingTime implements Deadline {
    private Duration remaining;

    PassingTime(Duration remaining) {
      this.remaining = remaining;
    }

    @Override
    public synchronized Duration remaining() {
      return remaining;
    }

    @Override
    public synchronized void pause(Duration duration) {
      remaining = remaining.minus(duration);
    }
  }
}
