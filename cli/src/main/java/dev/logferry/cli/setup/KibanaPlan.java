package dev.logferry.cli.setup;

import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Plans everything in Kibana: saved objects, and the alert rules on them. */
record KibanaPlan(Version version, SavedObjectPlan objects, RulePlan rules) {

  /** The oldest Kibana that reads the objects and has all that the rules need. */
  static final Version OLDEST = new Version(8, 19, 0);

  /**
   * Asks Kibana for its version.
   *
   * @param retention of error groups, which a rule looks back over
   * @throws CommandException if it is older than 8.19
   */
  static KibanaPlan of(ApiClient client, String retention) {
    ApiResponse status = client.send(ApiRequest.kibana("/api/status"));
    JsonNode number = status.orFail().at("/version/number");
    if (!number.isString()) {
      throw new CommandException(
          "what answers at %s is no Kibana: /api/status names no version".formatted(status.url()));
    }
    Version version = Version.parse(number.asString());
    if (version.compareTo(OLDEST) < 0) {
      throw new CommandException(
          "Kibana %s is too old for the searches, the dashboard and the rules: 8.19 or newer is needed; leave LOGFERRY_KIBANA_URL unset to set up Elasticsearch alone"
              .formatted(version));
    }
    return new KibanaPlan(
        version,
        new SavedObjectPlan(client),
        new RulePlan(client, AlertRule.all(version, retention)));
  }

  /** Changes for a Kibana that has nothing; none if it is too old. */
  static List<Change> installAll(Version version, String retention) {
    if (version.compareTo(OLDEST) < 0) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>(SavedObjectPlan.installAll());
    changes.addAll(RulePlan.installAll(AlertRule.all(version, retention)));
    return changes;
  }

  List<Change> install() {
    List<Change> changes = new ArrayList<>(objects.install());
    changes.addAll(rules.install());
    return changes;
  }

  List<Change> uninstall() {
    List<Change> changes = new ArrayList<>(rules.uninstall());
    changes.addAll(objects.uninstall());
    return changes;
  }
}
