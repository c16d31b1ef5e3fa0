package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.Connection;
import dev.logferry.forwarder.bulk.ElasticsearchBulkClient;
import dev.logferry.forwarder.bulk.InvocationTime;
import dev.logferry.forwarder.bulk.Once;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Redactor;
import dev.logferry.forwarder.settings.ClusterSettings;
import dev.logferry.forwarder.settings.SecretsExtension;
import dev.logferry.forwarder.settings.Settings;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Builds every object once per cold start. The only place that decides what is made of what. */
public final class Wiring {

  private final Settings settings;
  private final BulkClient client;
  private final RandomGenerator random;

  private Wiring(Settings settings, BulkClient client, RandomGenerator random) {
    this.settings = settings;
    this.client = client;
    this.random = random;
  }

  /** The real thing, from the function's environment. */
  public static Wiring from(Map<String, String> environment) {
    Settings settings = Settings.from(environment);
    RandomGenerator random = new SplittableRandom();
    SecretsExtension secrets = new SecretsExtension(environment);
    ClusterSecrets clusterSecrets = new ClusterSecrets(settings.cluster(), secrets);
    BulkClient client =
        new ElasticsearchBulkClient(
            connection(settings.cluster()),
            random.nextInt(),
            new Once<>(clusterSecrets::trust),
            new Once<>(clusterSecrets::credentials));
    return new Wiring(settings, client, random);
  }

  ForwardingPipeline pipeline() {
    return new ForwardingPipeline(
        new SubscriptionDecoder(settings.maxDecompressedBytes()), mapper(settings), this::delivery);
  }

  /** The mapper that these settings describe. */
  public static DocumentMapper mapper(Settings settings) {
    return new DocumentMapper(
        settings.routes(),
        settings.filter(),
        new Redactor(settings.redactionRules(), settings.redactionHashKey()),
        settings.limits(),
        settings.region());
  }

  private BulkDelivery delivery(InvocationTime time) {
    return new BulkDelivery(
        client,
        settings.batchLimits(),
        settings.cluster().requestTimeout(),
        settings.backoff(),
        random,
        time);
  }

  private static Connection connection(ClusterSettings cluster) {
    return new Connection(
        cluster.nodes(),
        cluster.connectTimeout(),
        cluster.requestTimeout(),
        cluster.compression(),
        cluster.requireDataStream());
  }

  InvocationTime timeOf(Context context) {
    return new RemainingTime(context, settings.timeReserve());
  }
}
