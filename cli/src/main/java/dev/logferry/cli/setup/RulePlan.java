package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans alert rules. Whether a rule runs, whom it notifies and how it is tagged is up to the people
 * who use it, and stays when the rule is updated.
 */
record RulePlan(ApiClient client, List<AlertRule> rules) {

  RulePlan {
    rules = List.copyOf(rules);
  }

  List<Change> install() {
    return rules.stream().map(this::install).toList();
  }

  static List<Change> installAll(List<AlertRule> rules) {
    return rules.stream().map(rule -> Change.create(title(rule), creating(rule))).toList();
  }

  private Change install(AlertRule rule) {
    ApiResponse response = client.send(request(rule));
    if (response.status() == 404) {
      return Change.create(title(rule), creating(rule));
    }
    JsonNode stored = response.orFail();
    if (!isOurs(stored)) {
      return Change.conflict(title(rule));
    }
    ObjectNode wanted = rule.request().deepCopy();
    wanted.remove(List.of("enabled", "actions", "tags"));
    List<String> differences = JsonDiff.ofWanted(stored, wanted);
    return differences.isEmpty()
        ? Change.keep(title(rule))
        : Change.update(title(rule), differences, updating(rule, wanted, stored));
  }

  private static ApiRequest updating(AlertRule rule, ObjectNode wanted, JsonNode stored) {
    // An update takes neither, and removes the actions that it does not repeat.
    wanted.remove(List.of("rule_type_id", "consumer"));
    wanted.set("tags", stored.path("tags"));
    ArrayNode actions = wanted.putArray("actions");
    for (JsonNode action : stored.path("actions")) {
      actions.add(action.deepCopy().asObject().without("connector_type_id"));
    }
    return request(rule).with(Method.PUT, PackSource.JSON.writeValueAsString(wanted));
  }

  List<Change> uninstall() {
    List<Change> changes = new ArrayList<>();
    for (AlertRule rule : rules) {
      ApiResponse stored = client.send(request(rule));
      if (stored.status() != 404 && isOurs(stored.orFail())) {
        changes.add(Change.delete(title(rule), request(rule).with(Method.DELETE, new Body.None())));
      }
    }
    return changes;
  }

  private static boolean isOurs(JsonNode stored) {
    return PackSource.texts(stored.path("tags")).contains(AlertRule.TAG);
  }

  private static ApiRequest creating(AlertRule rule) {
    return request(rule).with(Method.POST, PackSource.JSON.writeValueAsString(rule.request()));
  }

  private static ApiRequest request(AlertRule rule) {
    return ApiRequest.kibana("/api/alerting/rule/" + rule.id());
  }

  private static String title(AlertRule rule) {
    return "rule " + rule.title();
  }
}
