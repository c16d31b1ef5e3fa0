package dev.logferry.endtoend.chaos;

import dev.logferry.endtoend.SecretsStandIn;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.ForwarderFunction.Entry;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.elasticsearch.User;
import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.LocalLambda;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a run needs: the whole pipeline, and the places where it can be hurt. */
final class ChaosStack implements AutoCloseable {

  static final String FAILURES = "failures";
  static final String DEAD_LETTERS = "dead-letters";

  /** A field of the index template alone: what is no number is rejected by the server. */
  static final String NUMBER_FIELD = "chaos_number";

  static final List<String> DATA_STREAMS =
      List.of("logs-chaos.shop-default", "logs-aws.cloudwatch_logs-default");

  private final Deque<Part> open;
  private final LocalElasticsearch server;
  private final LocalS3 s3;
  private final List<FaultyNode> nodes;
  private final SecretsStandIn secrets;
  private final ClusterAdmin admin;
  private final LocalLambda forwarder;
  private final LocalLambda redrive;
  private final LedgerTotals ledgers = new LedgerTotals();

  private ChaosStack(Deque<Part> open, Duration invocationLimit) throws IOException {
    this.open = open;
    server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
    open.push(server::close);
    s3 = LocalS3.start(FAILURES, DEAD_LETTERS);
    open.push(s3::close);
    nodes = List.of(FaultyNode.before(server.url()), FaultyNode.before(server.url()));
    open.push(() -> nodes().forEach(FaultyNode::close));
    User shipper = server.shipper();
    secrets = SecretsStandIn.start(SecretsStandIn.of(shipper.name(), shipper.password()));
    open.push(secrets::close);
    admin = new ClusterAdmin(server);
    open.push(admin::close);
    mapNumberField();
    forwarder = LocalLambda.start(forwarderSettings(invocationLimit), async(), ledgers::add);
    open.push(forwarder::close);
    redrive = LocalLambda.start(redriveSettings(), AsyncSettings.DEFAULT, ledgers::add);
    open.push(redrive::close);
  }

  /**
   * Starts all of it.
   *
   * @param invocationLimit how long the forwarder may run on an event
   */
  static ChaosStack start(Duration invocationLimit) throws IOException {
    Deque<Part> open = new ArrayDeque<>();
    boolean started = false;
    try {
      ChaosStack stack = new ChaosStack(open, invocationLimit);
      started = true;
      return stack;
    } finally {
      if (!started) {
        closeAll(open);
      }
    }
  }

  /** In a template of its own: at each start the server gets the others as they are in the pack. */
  private void mapNumberField() throws IOException {
    try {
      for (JsonNode named :
          admin.demand("GET", "/_index_template/logferry*", "").path("index_templates")) {
        ObjectNode template = (ObjectNode) named.path("index_template");
        if (template.path("index_patterns").path(0).asString().equals("logs-*-*")) {
          template.put("priority", template.path("priority").asInt() + 1);
          template
              .withObject("template")
              .withObject("mappings")
              .withObject("properties")
              .putObject(NUMBER_FIELD)
              .put("type", "long");
          admin.demand("PUT", "/_index_template/chaos", template.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the mapping was set");
    }
  }

  /** Something that ends without a word. */
  private interface Part {
    void end();
  }

  /** Lambda's minutes are seconds here. */
  private AsyncSettings async() {
    return AsyncSettings.DEFAULT
        .withRetryWaits(Duration.ofMillis(500), Duration.ofSeconds(1))
        .withOnFailure(new PatientBucket(s3, FAILURES));
  }

  private FunctionSettings forwarderSettings(Duration invocationLimit) {
    Map<String, String> environment = environment();
    environment.putAll(secrets.environment());
    return function(Entry.SUBSCRIPTION, environment).withTimeout(invocationLimit);
  }

  private FunctionSettings redriveSettings() {
    User redriver = server.redriver();
    Map<String, String> environment = environment();
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", redriver.name());
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", redriver.password());
    environment.put("LOGFERRY_FAILURE_BUCKET", FAILURES);
    environment.put("LOGFERRY_REDRIVE_MINIMUM_AGE", "2s");
    environment.put("LOGFERRY_REDRIVE_PARALLEL_OBJECTS", "2");
    return function(Entry.REDRIVE, environment).withTimeout(Duration.ofSeconds(60));
  }

  private static FunctionSettings function(Entry entry, Map<String, String> environment) {
    Path root = Path.of(System.getProperty("logferry.root", ".."));
    return ForwarderFunction.settings(entry, ForwarderFunction.taskRoot(root), environment, 384);
  }

  /** Without credentials. Times are as short as Lambda's waits. */
  private Map<String, String> environment() {
    Map<String, String> environment =
        new HashMap<>(ForwarderFunction.environmentFor(server, s3, DEAD_LETTERS));
    environment.remove("LOGFERRY_ELASTICSEARCH_USERNAME");
    environment.remove("LOGFERRY_ELASTICSEARCH_PASSWORD");
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", nodes.get(0).url() + "," + nodes.get(1).url());
    environment.put("LOGFERRY_ELASTICSEARCH_CONNECT_TIMEOUT", "1s");
    environment.put("LOGFERRY_ELASTICSEARCH_REQUEST_TIMEOUT", "4s");
    environment.put("LOGFERRY_RETRY_MAX_DELAY", "1s");
    environment.put("LOGFERRY_TIME_RESERVE", "4s");
    environment.put("LOGFERRY_MAX_BATCH_DOCUMENTS", "1000");
    environment.put("LOGFERRY_ROUTES", "/chaos/shop-*=chaos.shop");
    return environment;
  }

  LocalElasticsearch server() {
    return server;
  }

  LocalS3 s3() {
    return s3;
  }

  List<FaultyNode> nodes() {
    return nodes;
  }

  SecretsStandIn secrets() {
    return secrets;
  }

  ClusterAdmin admin() {
    return admin;
  }

  LocalLambda forwarder() {
    return forwarder;
  }

  LocalLambda redrive() {
    return redrive;
  }

  /** Of every attempt of both functions that came to tell, as soon as it has told. */
  LedgerTotals ledgers() {
    return ledgers;
  }

  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<Part> open) {
    while (!open.isEmpty()) {
      open.pop().end();
    }
  }
}
