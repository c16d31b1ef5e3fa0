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
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.Renewed;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveStages;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.tls.CertificateExpiry;
import dev.logferry.forwarder.tls.TlsConnector;
import java.time.InstantSource;
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
  private final BulkClient client;
  private final StoredIds storedIds;
  private final ObjectStore objectStore;
  private final DeadLetterSink deadLetterSink;
  private final CertificateExpiry certificateExpiry;
  private final Supplier<RandomGenerator> randoms;
  private final Supplier<String> redactionKey;

  private Wiring(
      Settings settings,
      LoopGuard loopGuard,
      BulkClient client,
      StoredIds storedIds,
      ObjectStore objectStore,
      DeadLetterSink deadLetterSink,
      CertificateExpiry certificateExpiry,
      Supplier<RandomGenerator> randoms,
      Supplier<String> redactionKey) {
    this.settings = settings;
    this.loopGuard = loopGuard;
    this.client = client;
    this.storedIds = storedIds;
    this.objectStore = objectStore;
    this.deadLetterSink = deadLetterSink;
    this.certificateExpiry = certificateExpiry;
    this.randoms = randoms;
    this.redactionKey = redactionKey;
  }

  /** The real thing, from the function's environment. */
  public static Wiring from(Map<String, String> environment) {
    // With a seed, since the class's own one is part of the snapshot as soon as the class is
    // loaded.
    return from(environment, () -> new SplittableRandom(System.nanoTime()));
  }

  /** For tests: with random numbers of one's own. */
  static Wiring from(Map<String, String> environment, Supplier<RandomGenerator> randoms) {
    Settings settings = Settings.from(environment);
    SecretsExtension secrets = new SecretsExtension(environment);
    ClusterSecrets clusterSecrets = new ClusterSecrets(settings.cluster(), secrets);
    StartWarnings.log(settings.cluster().warnings());
    Lazy<ElasticsearchBulkClient> client =
        new Lazy<>(
            () ->
                new ElasticsearchBulkClient(
                    settings.cluster().cluster(),
                    randoms.get().nextInt(),
                    renewed(() -> new TlsConnector(clusterSecrets.tls()), settings),
                    renewed(clusterSecrets::credentials, settings)));
    ObjectStore objectStore = DeadLetterWiring.store(settings, environment);
    return new Wiring(
        settings,
        new LoopGuard(settings.ownLogGroups()),
        (request, timeout) -> client.get().send(request, timeout),
        (stream, ids, timeout) -> client.get().storedIds().among(stream, ids, timeout),
        objectStore,
        DeadLetterWiring.sink(settings, environment, objectStore),
        new CertificateExpiry(
            settings.cluster().nodes(),
            clusterSecrets::tls,
            settings.cluster().cluster().connectTimeout()),
        randoms,
        new Lazy<>(new RedactionKey(settings.redactionHashKey(), secrets)));
  }

  ForwardingPipeline pipeline() {
    BulkClient direct =
        settings.checkExistingIds() ? new ExistingIdsCheck(client, storedIds) : client;
    return pipeline(deliveries(direct));
  }

  Redrive redrive() {
    return RedriveWiring.redrive(
        settings, objectStore, deadLetterSink, this::redriveStages, randoms);
  }

  /** For a redrive to check. */
  CertificateExpiry certificateExpiry() {
    return certificateExpiry;
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

  private static <T> Renewed<T> renewed(Supplier<T> source, Settings settings) {
    return new Renewed<>(source, settings.cluster().timeToLive(), InstantSource.system());
  }

  Invocation invocation(Context context) {
    return new Invocation(
        context.getAwsRequestId(), new RemainingTime(context), settings.timeReserve());
  }
}
