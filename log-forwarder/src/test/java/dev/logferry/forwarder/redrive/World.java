package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.DeliverySettings;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.testing.InMemoryCluster;
import dev.logferry.forwarder.testing.InMemoryObjectStore;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  int memoryBytes = 100_000_000;
  Instant now = NOW;

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
    RedriveLimits limits =
        new RedriveLimits(
            parallelObjects,
            Duration.ofMinutes(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            1 << 20,
            1 << 20,
            memoryBytes);
    SplittableRandom chance = split();
    return new Redrive(store, sources(), this::stages, limits, () -> now, chance::split)
        .run(request, new Invocation("redrive", time, Duration.ZERO));
  }

  private static List<RedriveSource> sources() {
    List<RedriveSource> sources = new ArrayList<>();
    sources.add(new RedriveSource(FAILURES, "aws/lambda/", Optional.empty()));
    for (DeadLetterKind kind : DeadLetterKind.values()) {
      sources.add(new RedriveSource(DEAD, kind.folder(), Optional.of(kind)));
    }
    return sources;
  }

  private RedriveStages stages() {
    beforeThread.run();
    BulkDeliveries deliveries =
        new BulkDeliveries(
            new ExistingIdsCheck(cluster, cluster),
            new DeliverySettings(
                new BatchLimits(1_000_000, 3),
                2,
                Duration.ofSeconds(30),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5))),
            this::split);
    return new RedriveStages(
        new SubscriptionDecoder(10_000_000),
        new ObjectReading(store, new ObjectDecoder(10_000_000)),
        new ForwardingPipeline(
            Wiring.mapper(
                Settings.forPreview(
                    Map.of(
                        "LOGFERRY_EXCLUDE_PATTERN",
                        "FILTERED",
                        "LOGFERRY_ROUTES",
                        "/ecs/other-*=other,/ecs/sick=sick"))),
            new LoopGuard(List.of()),
            deliveries,
            sink()),
        deliveries,
        sink());
  }

  DeadLetterSink sink() {
    String ours = rules;
    String reading = readingRules;
    return new DeadLetterSink(
        store,
        Optional.of(DEAD),
        new DeadLetterKeys(""),
        "1.0.0",
        kind -> kind == DeadLetterKind.MALFORMED ? reading : ours,
        () -> NOW);
  }

  private synchronized SplittableRandom split() {
    return random.split();
  }

  /** Dead letters of an invocation that forwarded something. */
  DeadLetters deadLetters(OutcomeCounts counts) {
    return sink()
        .begin(
            new Invocation("request", new PassingTime(Duration.ofMinutes(1)), Duration.ZERO),
            counts);
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
    return envelopeOf("/ecs/shop-api", lines);
  }

  String envelopeOf(String logGroup, String... lines) {
    return Payloads.envelope(logGroup, "stream-" + logStreams++, List.of(lines));
  }

  /** Lambda's record of a subscription event from another log group. */
  String failedInvocationOf(String logGroup, String... lines) {
    byte[] event = Payloads.lambdaEvent(envelopeOf(logGroup, lines));
    return record(asyncRecord(new String(event, StandardCharsets.UTF_8)));
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
    return cluster.documents().stream().map(World::line).toList();
  }

  /** A document's line, wherever a fallback or a displacement has put it. */
  private static String line(String json) {
    return json.replaceAll("(?s)^.*?\"message(?:\\\\?\":\\\\?\"|=)([^\"\\\\]*).*$", "$1");
  }

  /** Time that passes by waiting alone, thread-safe. */
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
    public synchronized void sleep(Duration duration) {
      remaining = remaining.minus(duration);
    }
  }
}
