package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Lazy;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveStages;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.tls.CertificateExpiry;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Builds every object once per cold start. The only place that decides what is made of what.
 *
 * <p>Nothing random is drawn before the first invocation: SnapStart copies what was drawn earlier
 * into every environment, which then would all begin with one node and retry in step.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html">Handling
 *     uniqueness with Lambda SnapStart</a>
 */
public final class Wiring {

  private final Settings settings;
  private final LoopGuard loopGuard;
  private final ClusterClient client;
  private final ClusterSecrets clusterSecrets;
  private final ObjectStore objectStore;
  private final DeadLetterSink deadLetterSink;
  private final Supplier<RandomGenerator> randoms;
  private final Supplier<String> redactionKey;

  private Wiring(
      Settings settings,
      LoopGuard loopGuard,
      ClusterClient client,
      ClusterSecrets clusterSecrets,
      ObjectStore objectStore,
      DeadLetterSink deadLetterSink,
      Supplier<RandomGenerator> randoms,
      Supplier<String> redactionKey) {
    this.settings = settings;
    this.loopGuard = loopGuard;
    this.client = client;
    this.clusterSecrets = clusterSecrets;
    this.objectStore = objectStore;
    this.deadLetterSink = deadLetterSink;
    this.randoms = randoms;
    this.redactionKey = redactionKey;
  }

  /** The real thing, from the function's environment. */
  public static Wiring from(Map<String, String> environment) {
    return from(environment, new SeededRandoms());
  }

  /** For tests: with random numbers of one's own. */
  static Wiring from(Map<String, String> environment, Supplier<RandomGenerator> randoms) {
    Settings settings = Settings.from(environment);
    SecretsExtension secrets = new SecretsExtension(environment);
    ClusterSecrets clusterSecrets = new ClusterSecrets(settings.cluster(), secrets);
    StartWarnings.log(settings.cluster().warnings());
    ClusterClient client = new ClusterClient(settings, clusterSecrets, randoms);
    ObjectStore objectStore = DeadLetterWiring.store(settings, environment);
    return new Wiring(
        settings,
        new LoopGuard(settings.ownLogGroups()),
        client,
        clusterSecrets,
        objectStore,
        DeadLetterWiring.sink(settings, environment, objectStore),
        randoms,
        new Lazy<>(new RedactionKey(settings.redactionHashKey(), secrets)));
  }

  ForwardingPipeline pipeline() {
    BulkClient direct = settings.checkExistingIds() ? new ExistingIdsCheck(client, client) : client;
    return pipeline(deliveries(direct));
  }

  Redrive redrive() {
    return RedriveWiring.redrive(
        settings, objectStore, deadLetterSink, this::redriveStages, randoms);
  }

  /** For a redrive to check. */
  CertificateExpiry certificateExpiry() {
    return new CertificateExpiry(
        settings.cluster().nodes(),
        clusterSecrets::tls,
        settings.cluster().cluster().connectTimeout());
  }

  /** For one thread; checks for existing ids, since the data stream may have been rolled over. */
  private RedriveStages redriveStages() {
    BulkDeliveries late = deliveries(new ExistingIdsCheck(client, client));
    return new RedriveStages(
        decoder(),
        new ObjectReading(objectStore, objectDecoder()),
        pipeline(late),
        late,
        deadLetterSink);
  }

  private ForwardingPipeline pipeline(BulkDeliveries deliveries) {
    return new ForwardingPipeline(
        mapper(settings, redactionKey, Explanation.NONE), loopGuard, deliveries, deadLetterSink);
  }

  private BulkDeliveries deliveries(BulkClient to) {
    return new BulkDeliveries(to, settings.delivery(), randoms);
  }

  SubscriptionDecoder decoder() {
    return new SubscriptionDecoder(settings.maxDecompressedBytes());
  }

  ObjectDecoder objectDecoder() {
    return new ObjectDecoder(settings.maxDecompressedBytes());
  }

  /** Where objects are read from that notifications name. */
  ObjectStore objectStore() {
    return objectStore;
  }

  /** The mapper that these settings describe. */
  public static DocumentMapper mapper(Settings settings) {
    return mapper(settings, Explanation.NONE);
  }

  /**
   * The mapper that these settings describe, for tools.
   *
   * @param explanation records where the fields of each document come from
   */
  public static DocumentMapper mapper(Settings settings, Explanation explanation) {
    SecretsExtension secrets = new SecretsExtension(System.getenv());
    return mapper(settings, new RedactionKey(settings.redactionHashKey(), secrets), explanation);
  }

  private static DocumentMapper mapper(
      Settings settings, Supplier<String> redactionKey, Explanation explanation) {
    return new DocumentMapper(
        settings.routes(),
        settings.filter(),
        new Redactor(settings.redactionRules(), redactionKey),
        settings.limits(),
        settings.region(),
        explanation);
  }

  Invocation invocation(Context context) {
    return new Invocation(
        context.getAwsRequestId(), new RemainingTime(context), settings.timeReserve());
  }

  /**
   * Seeded when one is made, since the class's own seed is part of SnapStart's snapshot as soon as
   * the class is loaded.
   */
  private static final class SeededRandoms implements Supplier<RandomGenerator> {
    @Override
    public RandomGenerator get() {
      return new SplittableRandom(System.nanoTime());
    }
  }
}
