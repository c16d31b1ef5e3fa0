package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.elasticsearch.Renewed;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.tls.TlsConnector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that the settings name, connected to at the first call: what was connected before
 * SnapStart's snapshot would not be afterwards. Without lambdas, as is everything on the way to the
 * first response: each costs about a millisecond of a cold start.
 */
final class ClusterClient implements BulkClient, StoredIds {

  private final Settings settings;
  private final ClusterSecrets secrets;
  private final Supplier<RandomGenerator> randoms;
  private @Nullable ElasticsearchBulkClient client;

  ClusterClient(Settings settings, ClusterSecrets secrets, Supplier<RandomGenerator> randoms) {
    this.settings = settings;
    this.secrets = secrets;
    this.randoms = randoms;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    return client().send(request, timeout);
  }

  @Override
  public Set<String> among(DataStream dataStream, List<String> ids, Duration timeout)
      throws Unknown {
    return client().storedIds().among(dataStream, ids, timeout);
  }

  private synchronized ElasticsearchBulkClient client() {
    ElasticsearchBulkClient known = client;
    if (known == null) {
      known =
          new ElasticsearchBulkClient(
              settings.cluster().cluster(),
              randoms.get().nextInt(),
              renewed(new Tls(secrets)),
              renewed(new Login(secrets)));
      client = known;
    }
    return known;
  }

  private <T> Renewed<T> renewed(Supplier<T> source) {
    return new Renewed<>(source, settings.cluster().timeToLive(), InstantSource.system());
  }

  private record Tls(ClusterSecrets secrets) implements Supplier<TlsConnector> {
    @Override
    public TlsConnector get() {
      return new TlsConnector(secrets.tls());
    }
  }

  private record Login(ClusterSecrets secrets) implements Supplier<Credentials> {
    @Override
    public Credentials get() {
      return secrets.credentials();
    }
  }
}
