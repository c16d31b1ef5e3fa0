package dev.logferry.cli.doctor;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.DeployedFunction;
import dev.logferry.cli.doctor.Finding.Level;
import dev.logferry.cli.terminal.Style;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.cli.terminal.UndeterminedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry doctor}: checks a setup, and names cause and remedy of what is wrong. */
@Command(
    name = "doctor",
    description = {
      "Checks the connection to the cluster, or a deployed function, and names cause and"
          + " remedy of each problem.",
      "Checks DNS, route, TLS certificates, credentials, product and version, health,"
          + " index template and privileges; then writes, reads and deletes a sample document.",
      "",
      "With --function, reads a deployed function's settings and secrets and also checks"
          + " AWS: state, permission, on-failure destination, dead letters, alarms, the VPC's"
          + " DNS and its routes to S3 and Secrets Manager, and the subscriptions of the log"
          + " groups of --log-group. It connects to the cluster from this machine, not from the"
          + " function's VPC.",
      ""
    })
public final class DoctorCommand extends OperatorCommand {

  private static final String INDENT = " ".repeat(22);

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "Check this deployed function, by name or ARN.")
  private Optional<String> function = Optional.empty();

  @Option(
      names = "--log-group",
      paramLabel = "NAME",
      split = ",",
      description = "With --function: check the subscription of this log group. Can be repeated.")
  private List<String> logGroups = List.of();

  @Option(
      names = "--leave-sample",
      description = "Write the sample document even if the key may not delete it.")
  private boolean leaveSample;

  @Option(names = "--json", description = "Print the findings as JSON, one a line.")
  private boolean json;

  private final Map<Level, Integer> counts = new EnumMap<>(Level.class);

  @Override
  protected boolean run() {
    Doctor doctor = new Doctor(context().clock(), this::report);
    if (function.isPresent()) {
      Aws aws = connectionOptions.aws();
      DeployedFunction deployed = DeployedFunction.read(aws, function.get());
      doctor.checkFunction(aws, deployed, logGroups);
      if (!connectionOptions.namesCluster()) {
        doctor
            .connection(() -> deployed.connection(aws::secret))
            .ifPresent(connection -> doctor.checkCluster(connection, leaveSample));
        return verdict();
      }
    }
    Optional<Connection> connection =
        doctor.connection(() -> connectionOptions.connectionOrStack(context().root()));
    connection.ifPresent(one -> doctor.checkCluster(one, leaveSample));
    return verdict();
  }

  private boolean verdict() {
    int failed = counts.getOrDefault(Level.FAIL, 0);
    int unknown = counts.getOrDefault(Level.UNKNOWN, 0);
    if (!json) {
      out()
          .println(
              "%d ok, %d warnings, %d failed%s"
                  .formatted(
                      counts.getOrDefault(Level.OK, 0),
                      counts.getOrDefault(Level.WARN, 0),
                      failed,
                      unknown == 0 ? "" : ", %d could not be checked".formatted(unknown)));
    }
    if (failed == 0 && unknown > 0) {
      throw new UndeterminedException("some checks could not be carried out; see above");
    }
    return failed == 0;
  }

  private void report(Finding finding) {
    counts.merge(finding.level(), 1, Integer::sum);
    if (json) {
      out().println(TerminalText.escapedJson(line(finding)));
    } else {
      Style style = Style.of(context().terminal());
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      String shown = "%-7s".formatted(level);
      out()
          .println(
              "%s %-13s %s"
                  .formatted(
                      switch (finding.level()) {
                        case OK -> style.green(shown);
                        case SKIP -> style.faint(shown);
                        case WARN, UNKNOWN -> style.yellow(shown);
                        case FAIL -> style.red(shown);
                      },
                      finding.subject(),
                      wrapped(finding.text())));
      if (!finding.remedy().isEmpty()) {
        out().println(INDENT + wrapped("-> " + finding.remedy()));
      }
    }
    out().flush();
  }

  private String wrapped(String text) {
    int columns = context().terminal().columns().orElse(Integer.MAX_VALUE);
    return TerminalText.wrapped(TerminalText.visibleLines(text), columns - INDENT.length(), INDENT);
  }

  private static String line(Finding finding) {
    var line = JsonMapper.shared().createObjectNode();
    line.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    line.put("subject", finding.subject());
    line.put("text", finding.text());
    line.put("remedy", finding.remedy());
    return line.toString();
  }
}
