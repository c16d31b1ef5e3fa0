package dev.logferry.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.util.ObjectBuilder;
import dev.logferry.cli.CommandRun;
import dev.logferry.cli.connection.ConnectionTest;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.cloudwatch.CloudWatchLogsSettings;
import dev.logferry.localstack.cloudwatch.LocalCloudWatchLogs;
import dev.logferry.localstack.cloudwatch.ServiceException;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudWatch's stand-in, the function in Lambda's runtime client, and Elasticsearch, with what an
 * operator needs to reach them. CloudWatch's clock stands at {@link CommandRun#NOW}.
 */
final class AuditedPipeline implements AutoCloseable {
  static final String STREAM = "api/api/0123456789abcdef";
  private static final Path ROOT =
      Path.of(System.getProperty("logferry.root", "..")).toAbsolutePath();
  private static final String EXCLUDE = "LOGFERRY_EXCLUDE_PATTERN";
  private static final int BATCH = 5_000;

  /** Of the FilterLogEvents requests: which ones fail, counted down. */
  final AtomicInteger requestsUntilDenied = new AtomicInteger(Integer.MAX_VALUE);

  final AtomicInteger throttledRequests = new AtomicInteger();

  private final Path folder;
  private final LocalStack stack;
  private final LocalCloudWatchLogs logs;
  private final CloudWatchLogsClient client;
  private final Elasticsearch elasticsearch;
  private final Path envFile;

  AuditedPipeline(Path folder) throws IOException {
    this.folder = folder;
    stack =
        LocalStack.start(
            new LocalStack.Settings(ROOT, 0, 0, 512, Map.of(EXCLUDE, "health check")), _ -> {});
    logs =
        LocalCloudWatchLogs.start(
            CloudWatchLogsSettings.of(
                    Map.of("log-forwarder", event -> stack.lambda().invokeAsync(event).outcome()))
                .withMaximumEvents(10_000_000)
                .withBeforeAction(this::beforeAction)
                .withClock(() -> CommandRun.NOW));
    client =
        CloudWatchLogsClient.builder()
            .endpointOverride(logs.url())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    Map<String, String> connection = connection();
    elasticsearch = new Elasticsearch(ConnectionTest.from(connection));
    Map<String, String> variables = new HashMap<>(connection);
    variables.putAll(stack.s3().environment());
    variables.put("AWS_REGION", "eu-central-1");
    variables.put("LOGFERRY_FAILURE_BUCKET", LocalStack.FAILURE_BUCKET);
    variables.put("LOGFERRY_DEAD_LETTER_BUCKET", LocalStack.DEAD_LETTER_BUCKET);
    variables.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", logs.url().toString());
    envFile =
        Files.writeString(
            folder.resolve("audited.env"),
            variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining()));
  }

  private Map<String, String> connection() {
    var server = stack.elasticsearch();
    Map<String, String> values = new HashMap<>();
    values.put("LOGFERRY_ELASTICSEARCH_URLS", server.url().toString());
    values.put("LOGFERRY_ELASTICSEARCH_USERNAME", server.admin().name());
    values.put("LOGFERRY_ELASTICSEARCH_PASSWORD", server.admin().password());
    values.put("LOGFERRY_ELASTICSEARCH_CA_FILE", server.caFile().toString());
    values.put(EXCLUDE, "health check");
    return values;
  }

  private void beforeAction(String action) {
    if (!action.equals("FilterLogEvents")) {
      return;
    }
    if (throttledRequests.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw ServiceException.throttled();
    }
    if (requestsUntilDenied.decrementAndGet() == 0) {
      throw ServiceException.accessDenied();
    }
  }

  void createGroup(String group) {
    client.createLogGroup(request -> request.logGroupName(group));
    client.createLogStream(request -> request.logGroupName(group).logStreamName(STREAM));
  }

  void subscribe(String group, String pattern) {
    client.putSubscriptionFilter(
        request ->
            request
                .logGroupName(group)
                .filterName("errors")
                .filterPattern(pattern)
                .destinationArn(logs.functionArn("log-forwarder")));
  }

  /** Puts a line each millisecond. */
  void put(String group, long firstMillis, Stream<String> lines) {
    List<InputLogEvent> batch = new ArrayList<>();
    long[] time = {firstMillis};
    lines.forEachOrdered(
        line -> {
          batch.add(InputLogEvent.builder().timestamp(time[0]++).message(line).build());
          if (batch.size() == BATCH) {
            put(group, batch);
          }
        });
    put(group, batch);
  }

  private void put(String group, List<InputLogEvent> batch) {
    if (!batch.isEmpty()) {
      client.putLogEvents(
          request -> request.logGroupName(group).logStreamName(STREAM).logEvents(batch));
      batch.clear();
    }
  }

  void awaitDelivery() throws InterruptedException {
    assertThat(logs.awaitDelivery(Duration.ofMinutes(30))).isTrue();
    refresh();
  }

  void refresh() {
    var _ =
        elasticsearch.call(
            "refreshing", server -> server.indices().refresh(request -> request.index("logs-*")));
  }

  private static ObjectBuilder<Query> events(Query.Builder query, String group) {
    return query.bool(
        bool ->
            bool.mustNot(StoredEvents.ERROR_GROUPS)
                .filter(f -> f.term(term -> term.field("aws.cloudwatch.log_group").value(group))));
  }

  long stored(String group) {
    return elasticsearch.call(
        "counting",
        server ->
            server
                .count(request -> request.index("logs-*").query(query -> events(query, group)))
                .count());
  }

  /** Some documents of a group, by their event ids. */
  List<Hit<JsonNode>> documents(String group, int from, int count) {
    return elasticsearch.call(
        "searching",
        server ->
            server
                .search(
                    request ->
                        request
                            .index("logs-*")
                            .from(from)
                            .size(count)
                            .sort(
                                sort -> sort.field(field -> field.field("aws.cloudwatch.event_id")))
                            .query(query -> events(query, group)),
                    JsonNode.class)
                .hits()
                .hits());
  }

  void delete(List<Hit<JsonNode>> documents) {
    for (Hit<JsonNode> document : documents) {
      var _ =
          elasticsearch.call(
              "deleting",
              server ->
                  server.delete(
                      request ->
                          request.index(document.index()).id(String.valueOf(document.id()))));
    }
  }

  /** Stores them again under other ids. */
  void copy(List<Hit<JsonNode>> documents, String dataStream) {
    for (Hit<JsonNode> document : documents) {
      var _ =
          elasticsearch.call(
              "copying",
              server ->
                  server.create(
                      request ->
                          request
                              .index(dataStream)
                              .id("copy-" + document.id())
                              .document(document.source())));
    }
  }

  /** Stores them as something would that makes up ids of its own. */
  void copyWithOtherEventIds(List<Hit<JsonNode>> documents) {
    for (Hit<JsonNode> document : documents) {
      String id = eventId(document);
      String other = id.substring(0, 40) + new StringBuilder(id.substring(40)).reverse();
      String json = String.valueOf(document.source()).replace(id, other);
      var _ =
          elasticsearch.call(
              "copying",
              server ->
                  server.create(
                      request ->
                          request
                              .index("logs-generic-default")
                              .id("other-" + document.id())
                              .document(JsonMapper.shared().readTree(json))));
    }
  }

  /** The data stream that a document says it belongs to. */
  static String dataStream(Hit<JsonNode> document) {
    JsonNode source = document.source();
    assertThat(source).isNotNull();
    JsonNode of = source.path("data_stream");
    return "%s-%s-%s"
        .formatted(
            of.path("type").asString(),
            of.path("dataset").asString(),
            of.path("namespace").asString());
  }

  static String eventId(Hit<JsonNode> document) {
    JsonNode source = document.source();
    assertThat(source).isNotNull();
    return source.at("/aws/cloudwatch/event_id").asString();
  }

  FilterLogEventsResponse page(String group, @Nullable String token) {
    return client.filterLogEvents(request -> request.logGroupName(group).nextToken(token));
  }

  /** Keeps events as Lambda keeps those of an invocation that failed. */
  void keepUndelivered(String group, List<FilteredLogEvent> events) {
    List<SubscriptionPayload.LogEvent> kept =
        events.stream()
            .map(
                event ->
                    new SubscriptionPayload.LogEvent(
                        event.eventId(), event.timestamp(), event.message()))
            .toList();
    byte[] event =
        new SubscriptionPayload("DATA_MESSAGE", account(group), group, STREAM, List.of("f"), kept)
            .toLambdaEvent();
    String record =
        "{\"requestContext\":{\"condition\":\"RetriesExhausted\"},\"requestPayload\":%s}"
            .formatted(new String(event, UTF_8));
    stack.s3().put(LocalStack.FAILURE_BUCKET, "aws/lambda/async/x/a", record.getBytes(UTF_8));
  }

  private String account(String group) {
    return client
        .describeLogGroups(request -> request.logGroupNamePrefix(group))
        .logGroups()
        .getFirst()
        .arn()
        .split(":", -1)[4];
  }

  /** A document with no more than an audit looks at. */
  void add(BulkRequest.Builder bulk, String group, FilteredLogEvent event) {
    var document = JsonMapper.shared().createObjectNode();
    document.put("@timestamp", event.timestamp());
    document.put("aws.cloudwatch.log_group", group);
    document.put("aws.cloudwatch.log_stream", event.logStreamName());
    document.put("aws.cloudwatch.event_id", event.eventId());
    bulk.operations(
        operation ->
            operation.create(create -> create.index("logs-generic-default").document(document)));
  }

  void send(BulkRequest bulk) {
    BulkResponse response = elasticsearch.call("storing", server -> server.bulk(bulk));
    assertThat(response.errors()).isFalse();
  }

  Path envFile() {
    return envFile;
  }

  /** Runs a command that keeps no state. */
  CommandRun runWithConnection(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--env-file";
    all[arguments.length + 1] = envFile.toString();
    return CommandRun.of(folder, all);
  }

  /** Runs a command with the connection, and its state in the test's folder. */
  CommandRun run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--env-file";
    all[arguments.length + 1] = envFile.toString();
    all[arguments.length + 2] = "--state";
    all[arguments.length + 3] = folder.resolve("state").toString();
    return CommandRun.of(folder, all);
  }

  static List<JsonNode> jsonLines(CommandRun run) {
    return run.out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  @Override
  public void close() {
    elasticsearch.close();
    client.close();
    logs.close();
    stack.close();
  }
}
