package dev.logferry.cli.doctor;

import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.setup.Change;
import dev.logferry.cli.setup.SetupPlan;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Checks product, version, credentials, state and index template of a cluster. */
final class ClusterChecks {

  private static final Version OLDEST = new Version(7, 17, 0);
  private static final Version REQUIRES_DATA_STREAM = new Version(8, 13, 0);

  private final ApiClient client;
  private final Connection connection;
  private final Consumer<Finding> report;

  ClusterChecks(ApiClient client, Connection connection, Consumer<Finding> report) {
    this.client = client;
    this.connection = connection;
    this.report = report;
  }

  /** Returns whether further checks make sense. */
  boolean check() {
    if (!credentials() || !product()) {
      return false;
    }
    health();
    template();
    return true;
  }

  private boolean credentials() {
    ApiResponse who = client.send(ApiRequest.elasticsearch("/_security/_authenticate"));
    if (who.status() == 401) {
      report.accept(
          Finding.fail(
              "credentials",
              connection.credentials().authorization().isEmpty()
                  ? "the cluster wants credentials, and none are set"
                  : "the cluster does not accept the credentials: " + who.reason(),
              "check LOGFERRY_ELASTICSEARCH_API_KEY (the form that Elasticsearch calls encoded, not expired, not invalidated), or USERNAME and PASSWORD"));
      return false;
    }
    String name = who.json().path("username").asString("");
    if (who.isOk() && !name.isEmpty()) {
      String key = who.json().at("/api_key/name").asString("");
      report.accept(
          Finding.ok(
              "credentials",
              key.isEmpty() ? "user " + name : "API key '%s' of user %s".formatted(key, name)));
    }
    return true;
  }

  private boolean product() {
    ApiResponse root = client.send(ApiRequest.elasticsearch("/"));
    String number = root.json().at("/version/number").asString("");
    if (root.json().at("/version/distribution").asString("").equals("opensearch")) {
      report.accept(
          Finding.fail(
              "product",
              "%s is an OpenSearch %s".formatted(root.url(), number),
              "Logferry needs Elasticsearch 7.17 or newer"));
      return false;
    }
    if (number.isEmpty()) {
      // Distributions without the answer to GET / have this one.
      JsonNode nodes =
          client
              .send(ApiRequest.elasticsearch("/_nodes/_local?filter_path=nodes.*.version"))
              .json();
      Optional<JsonNode> node = nodes.path("nodes").valueStream().findFirst();
      return node.isPresent()
          ? version(Version.parse(node.get().path("version").asString("0.0")))
          : withoutNumber(root);
    }
    return version(Version.parse(number));
  }

  /** A key of least privilege may not read the version; a proxy has none. */
  private boolean withoutNumber(ApiResponse root) {
    if (root.isFromElasticsearch()) {
      report.accept(Finding.ok("product", "Elasticsearch; this key may not read its version"));
      return true;
    }
    report.accept(
        Finding.fail(
            "product",
            "what answers at %s is not Elasticsearch: %d %s"
                .formatted(root.url(), root.status(), root.reason()),
            "check address and port; a proxy in between has to pass on the header X-Elastic-Product"));
    return false;
  }

  private boolean version(Version version) {
    if (version.compareTo(OLDEST) < 0) {
      report.accept(
          Finding.fail(
              "product",
              "Elasticsearch %s is too old".formatted(version),
              "7.17 or newer is needed"));
      return false;
    }
    boolean required = connection.settings().cluster().cluster().requireDataStream();
    if (required && version.compareTo(REQUIRES_DATA_STREAM) < 0) {
      report.accept(
          Finding.fail(
              "product",
              "Elasticsearch %s does not know the parameter require_data_stream".formatted(version),
              "set LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM=false"));
      return true;
    }
    report.accept(Finding.ok("product", "Elasticsearch " + version));
    return true;
  }

  private void health() {
    ApiResponse health = client.send(ApiRequest.elasticsearch("/_cluster/health"));
    String status = health.json().path("status").asString("");
    if (status.equals("red")) {
      report.accept(
          Finding.fail(
              "health",
              "the cluster is red: some shards have no copy, and writes to them fail",
              "see GET _cluster/allocation/explain"));
    } else if (health.json().path("timed_out").asBoolean(false) || health.status() == 503) {
      report.accept(
          Finding.fail("health", "the cluster has no master", "check the logs of its nodes"));
    } else if (health.status() == 200) {
      report.accept(Finding.ok("health", "the cluster is " + status));
    } else {
      report.accept(Finding.skip("health", "not checked: the server answered " + health.status()));
    }
  }

  private void template() {
    TemplateOptions options = new TemplateOptions(List.of("logs-*-*"), "90d", false, false);
    try {
      SetupPlan plan =
          SetupPlan.install(
              client, connection, new SetupPlan.Options(options, false, Optional.empty()));
      report.accept(template(plan));
    } catch (UndeterminedException unknown) {
      report.accept(
          Finding.skip(
              "template",
              "not checked: this key may not read templates; run doctor as an administrator for it"));
    } catch (CommandException unusable) {
      report.accept(
          Finding.fail("template", CommandException.reasonOf(unusable), "run logferry setup"));
    }
  }

  private static Finding template(SetupPlan plan) {
    List<String> missing = names(plan, Change.Kind.CREATE);
    List<String> different = names(plan, Change.Kind.UPDATE);
    if (missing.stream().anyMatch(name -> name.contains("index template"))) {
      return Finding.fail(
          "template",
          "missing: " + String.join(", ", missing),
          "run logferry setup; without the template fields get the type of their first value");
    }
    if (!missing.isEmpty() || !different.isEmpty()) {
      return Finding.warn(
          "template",
          "not current: %s".formatted(String.join(", ", missing.isEmpty() ? different : missing)),
          "see the difference with logferry setup --dry-run");
    }
    return Finding.ok("template", "present and current");
  }

  private static List<String> names(SetupPlan plan, Change.Kind kind) {
    return plan.changes().stream()
        .filter(change -> change.kind() == kind)
        .map(Change::what)
        .toList();
  }
}
