package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.DeployedFunction;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the checks in the order in which a request meets their subjects. */
final class Doctor {

  private final InstantSource clock;
  private final Consumer<Finding> report;

  Doctor(InstantSource clock, Consumer<Finding> report) {
    this.clock = clock;
    this.report = report;
  }

  /** Reads the settings; empty if they are wrong, which is reported. */
  Optional<Connection> connection(Supplier<Connection> settings) {
    try {
      Connection connection = settings.get();
      report.accept(
          Finding.ok(
              "settings",
              "from %s: %s"
                  .formatted(
                      connection.source(),
                      connection.nodes().size() == 1
                          ? "1 node"
                          : connection.nodes().size() + " nodes")));
      return Optional.of(connection);
    } catch (UndeterminedException unknown) {
      report.accept(
          Finding.unknown("settings", CommandException.reasonOf(unknown), "repair that first"));
    } catch (CommandException wrong) {
      report.accept(
          Finding.fail("settings", CommandException.reasonOf(wrong), "see docs/SETTINGS.md"));
    }
    return Optional.empty();
  }

  /** Checks every node, and through one that answers the cluster. */
  void checkCluster(Connection connection, boolean leaveSample) {
    NodeChecks nodes = new NodeChecks(connection, clock, report);
    long reachable = 0;
    for (URI node : connection.nodes()) {
      reachable += nodes.check(node) ? 1 : 0;
    }
    if (reachable == 0) {
      return;
    }
    try (ApiClient client = new ApiClient(connection)) {
      if (new ClusterChecks(client, connection, report).check()) {
        String id = "logferry-doctor-" + Long.toHexString(clock.millis());
        new WriteChecks(client, connection, report).check(leaveSample, id, clock.instant());
      }
    } catch (UndeterminedException unknown) {
      report.accept(
          Finding.unknown("cluster", CommandException.reasonOf(unknown), "repair that first"));
    }
  }

  /** Checks a deployed function and what is around it in AWS. */
  void checkFunction(Aws aws, DeployedFunction function, List<String> logGroups) {
    new FunctionChecks(aws, function, report).check();
    new NetworkChecks(aws, function, report).check();
    new LogGroupChecks(aws, function, report).check(logGroups);
    new BucketChecks(aws, report).check(function);
  }
}
