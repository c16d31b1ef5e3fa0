package dev.logferry.cli.cost;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.ConnectionOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry cost}: what forwarding costs a month, by route and share. */
@Command(
    name = "cost",
    description = {
      "Estimates what forwarding costs on AWS in a month, for each route.",
      "In US dollars, for us-east-1, without free tiers and taxes; also shows what a"
          + " narrower subscription pattern saves. Takes the traffic from CloudWatch's metrics"
          + " of --log-group, or from --events-per-day. docs/OPERATIONS.md has the formulas and"
          + " prices.",
      ""
    })
public final class CostCommand extends OperatorCommand {

  private static final double DAYS = 30;

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--log-group",
      paramLabel = "NAME",
      split = ",",
      description = "Measure these log groups.")
  private List<String> logGroups = List.of();

  @Option(
      names = "--days",
      paramLabel = "NUMBER",
      defaultValue = "7",
      description = "With --log-group: measure this many days; by default ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--events-per-day",
      paramLabel = "NUMBER",
      description = "Number of log lines a day.")
  private Optional<Double> eventsPerDay = Optional.empty();

  @Option(
      names = "--line-bytes",
      paramLabel = "NUMBER",
      defaultValue = "700",
      description = "Average size of a line in bytes; by default ${DEFAULT-VALUE}.")
  private double lineBytes;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description =
          "Compare with a pattern that passes this share of the lines, such as only the"
              + " errors; by default ${DEFAULT-VALUE}.")
  private double share;

  @Option(names = "--json", description = "Print dollars a month as JSON.")
  private boolean json;

  @Override
  protected boolean run() {
    if (logGroups.isEmpty() == eventsPerDay.isEmpty()) {
      throw usageError("give either --log-group or --events-per-day");
    }
    if (share <= 0 || share > 100 || days < 1 || days > 60 || lineBytes < 1) {
      throw usageError("--share is above 0 to 100, --days 1 to 60, --line-bytes from 1 on");
    }
    MeasuredTraffic traffic =
        eventsPerDay
            .map(events -> new MeasuredTraffic(events, lineBytes))
            .orElseGet(
                () ->
                    MeasuredTraffic.read(
                        connectionOptions.aws(), logGroups, days, context().clock().instant()));
    if (traffic.eventsADay() <= 0) {
      printError("CloudWatch counted no event of %s in %d days".formatted(logGroups, days));
      return false;
    }
    DailyCost everything = cost(traffic, 1);
    DailyCost narrower = cost(traffic, share / 100);
    if (json) {
      print(traffic, everything, narrower);
    } else {
      table(traffic, everything, narrower);
    }
    return true;
  }

  private static DailyCost cost(MeasuredTraffic traffic, double part) {
    double forwarded = traffic.eventsADay() * part;
    return DailyCost.of(
        traffic.eventsADay(), forwarded, traffic.lineBytes(), DailyCost.eventsInPayload(forwarded));
  }

  private void table(MeasuredTraffic traffic, DailyCost all, DailyCost part) {
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%,.0f events a day of %,.0f bytes. CloudWatch takes them for $%s a month, forwarded or not.",
                traffic.eventsADay(),
                traffic.lineBytes(),
                money(all.ingestion() * DAYS)));
    out().println();
    line("$ A MONTH", "EVERYTHING", String.format(Locale.ROOT, "%s %%", number(share)), "SAVED");
    route("direct", all.direct(), part.direct());
    route("through Kinesis", all.throughKinesis(), part.throughKinesis());
    route("through Firehose", all.throughFirehose(), part.throughFirehose());
    out().println();
    out().println("Of the direct route:");
    route("  Lambda", all.lambda(), part.lambda());
    route("  its own log", all.ownLog(), part.ownLog());
    route("  Direct Connect", all.directConnect(), part.directConnect());
    route("  alarms, redrive", all.fixed(), part.fixed());
  }

  private void route(String name, double all, double part) {
    line(name, money(all * DAYS), money(part * DAYS), money((all - part) * DAYS));
  }

  private void line(String name, String all, String part, String saved) {
    out().println(String.format(Locale.ROOT, "%-18s %12s %12s %12s", name, all, part, saved));
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private void print(MeasuredTraffic traffic, DailyCost all, DailyCost part) {
    var line = JsonMapper.shared().createObjectNode();
    line.put("events_a_day", traffic.eventsADay());
    line.put("line_bytes", traffic.lineBytes());
    line.put("share_percent", share);
    line.put("ingestion", all.ingestion() * DAYS);
    line.put("direct", all.direct() * DAYS);
    line.put("kinesis", all.throughKinesis() * DAYS);
    line.put("firehose", all.throughFirehose() * DAYS);
    line.put("direct_share", part.direct() * DAYS);
    line.put("kinesis_share", part.throughKinesis() * DAYS);
    line.put("firehose_share", part.throughFirehose() * DAYS);
    out().println(line);
  }
}
