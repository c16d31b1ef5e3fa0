package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Lazy;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.KnownErrorGroups;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveStages;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.tls.CertificateExpiry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
  private final BulkClient client;
  private final StoredIds storedIds;
  private final ClusterSecrets clusterSecrets;
  private final ObjectStore objectStore;
  private final DeadLetterSink deadLetterSink;
  private final Supplier<RandomGenerator> randoms;
  private final Supplier<String> redactionKey;
  private final Optional<KnownErrorGroups> knownErrorGroups;

  private Wiring(
      Settings settings,
      LoopGuard loopGuard,
      BulkClient client,
      StoredIds storedIds,
      ClusterSecrets clusterSecrets,
      ObjectStore objectStore,
      DeadLetterSink deadLetterSink,
      Supplier<RandomGenerator> randoms,
      Supplier<String> redactionKey) {
    this.settings = settings;
    this.loopGuard = loopGuard;
    this.client = client;
    this.storedIds = storedIds;
    this.clusterSecrets = clusterSecrets;
    this.objectStore = objectStore;
    this.deadLetterSink = deadLetterSink;
    this.randoms = randoms;
    this.redactionKey = redactionKey;
    this.knownErrorGroups =
        settings.errorGroups()
            ? Optional.of(new KnownErrorGroups(InstantSource.system()))
            : Optional.empty();
  }

  /** The real thing, from the function's environment. */
  public static Wiring from(Map<String, String> environment) {
    return from(environment, new SeededRandoms());
  }

  /**
   * For programs outside of Lambda.
   *
   * @param environment the function's, with the AWS credentials to use
   * @param secrets where secrets are read from
   * @param around wraps the client that sends bulk requests, to bound its rate
   */
  public static Wiring from(
      Map<String, String> environment, SecretSource secrets, UnaryOperator<BulkClient> around) {
    return from(environment, new SeededRandoms(), secrets, Optional.of(around));
  }

  /** For tests: with given random numbers. */
  static Wiring from(Map<String, String> environment, Supplier<RandomGenerator> randoms) {
    return from(environment, randoms, new SecretsExtension(environment), Optional.empty());
  }

  private static Wiring from(
      Map<String, String> environment,
      Supplier<RandomGenerator> randoms,
      SecretSource secrets,
      Optional<UnaryOperator<BulkClient>> around) {
    Settings settings = Settings.from(environment);
    ClusterSecrets clusterSecrets = new ClusterSecrets(settings.cluster(), secrets);
    StartWarnings.log(settings.cluster().warnings());
    ClusterClient client = new ClusterClient(settings, clusterSecrets, randoms);
    ObjectStore objectStore = DeadLetterWiring.store(settings, environment);
    return new Wiring(
        settings,
        new LoopGuard(settings.ownLogGroups()),
        around.isPresent() ? around.get().apply(client) : client,
        client,
        clusterSecrets,
        objectStore,
        DeadLetterWiring.sink(settings, environment, objectStore),
        randoms,
        new Lazy<>(new RedactionKey(settings.redactionHashKey(), secrets)));
  }

  ForwardingPipeline pipeline() {
    BulkClient direct =
        settings.checkExistingIds() ? new ExistingIdsCheck(client, storedIds) : client;
    return pipeline(deliveries(direct));
  }

  /** A redrive of what the settings name. */
  public Redrive redrive() {
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
    BulkDeliveries late = deliveries(new ExistingIdsCheck(client, storedIds));
    return new RedriveStages(
        decoder(),
        new ObjectReading(objectStore, objectDecoder()),
        pipeline(late),
        late,
        deadLetterSink);
  }

  private ForwardingPipeline pipeline(BulkDeliveries deliveries) {
    return new ForwardingPipeline(
        mapper(settings, redactionKey, Explanation.NONE, knownErrorGroups),
        loopGuard,
        deliveries,
        deadLetterSink);
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

  /** The same outside of Lambda, where the key for redaction by hash comes from another source. */
  public static DocumentMapper mapper(Settings settings, SecretSource secrets) {
    return mapper(
        settings,
        new Lazy<>(new RedactionKey(settings.redactionHashKey(), secrets)),
        Explanation.NONE,
        Optional.empty());
  }

  /**
   * A pipeline outside of Lambda for events that come late: it checks for existing ids. The caller
   * supplies the dead letters when it begins a forwarding.
   *
   * @param client the caller's to close
   */
  public static ForwardingPipeline pipelineForBackfill(
      Settings settings, ElasticsearchBulkClient client, SecretSource secrets) {
    BulkDeliveries late =
        new BulkDeliveries(
            new ExistingIdsCheck(client, client.storedIds()),
            settings.delivery(),
            SplittableRandom::new);
    return new ForwardingPipeline(
        mapper(settings, secrets),
        new LoopGuard(settings.ownLogGroups()),
        late,
        DeadLetterWiring.none());
  }

  /**
   * The mapper that these settings describe, for tools.
   *
   * @param explanation records where the fields of each document come from
   */
  public static DocumentMapper mapper(Settings settings, Explanation explanation) {
    SecretsExtension secrets = new SecretsExtension(System.getenv());
    return mapper(
        settings,
        new RedactionKey(settings.redactionHashKey(), secrets),
        explanation,
        Optional.empty());
  }

  private static DocumentMapper mapper(
      Settings settings,
      Supplier<String> redactionKey,
      Explanation explanation,
      Optional<KnownErrorGroups> knownErrorGroups) {
    return new DocumentMapper(
        settings.routes(),
        settings.filter(),
        new Redactor(settings.redactionRules(), redactionKey),
        settings.limits(),
        settings.region(),
        explanation,
        knownErrorGroups);
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
