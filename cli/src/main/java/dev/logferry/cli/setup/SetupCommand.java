package dev.logferry.cli.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.KibanaObjects;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.forwarder.elasticsearch.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logferry setup}: makes a cluster and its Kibana ready for analysts. */
@Command(
    name = "setup",
    description = {
      "Installs index templates, roles, and in Kibana data views, searches, a dashboard"
          + " and alert rules.",
      "Shows the changes and asks before making them. Running it again changes nothing;"
          + " objects that it did not create are left alone.",
      "",
      "The cluster is that of LOGFERRY_ELASTICSEARCH_URLS, with the function's settings"
          + " for CA and credentials; Kibana that of LOGFERRY_KIBANA_URL (with"
          + " LOGFERRY_KIBANA_SPACE, LOGFERRY_KIBANA_CA_FILE), if set. The key or user needs"
          + " manage_index_templates, manage_ilm, manage_security and, for logs-*-*, manage.",
      ""
    })
public final class SetupCommand extends OperatorCommand {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Make the changes without asking.")
  private boolean yes;

  @Option(
      names = "--uninstall",
      description = "Remove what setup created, except API keys. Logs and your own objects stay.")
  private boolean uninstall;

  @Option(
      names = "--print",
      description = "Print the requests as a shell script of curl commands, and change nothing.")
  private boolean print;

  @Option(
      names = "--server-version",
      paramLabel = "VERSION",
      description = "With --print: assume a server of this version, and do not connect to one.")
  private Optional<String> serverVersion = Optional.empty();

  @Option(
      names = "--print-saved-objects",
      description =
          "Print Kibana's data views, searches and dashboard as an import file (NDJSON), for"
              + " Stack Management, Saved Objects. Needs no connection.")
  private boolean printSavedObjects;

  @Option(
      names = "--data-streams",
      paramLabel = "PATTERN",
      split = ",",
      defaultValue = "logs-*-*",
      description =
          "The data streams that the index template applies to; by default ${DEFAULT-VALUE}."
              + " In a cluster that has other logs as well, name yours: logs-shop.*-*,logs-aws.*-*")
  private List<String> dataStreams = List.of();

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "90d",
      description = "How long logs and error groups are kept; by default ${DEFAULT-VALUE}.")
  private String retention = "";

  @Option(
      names = "--composed",
      description =
          "Base the index template on Elastic's component templates (logs@mappings,"
              + " logs@settings, ecs@mappings). By default it is self-contained.")
  private boolean composed;

  @Option(
      names = "--failure-store",
      description =
          "Let Elasticsearch put documents that it rejects into a failure store. By default"
              + " it rejects them, so that the forwarder can store them without the conflicting"
              + " field, where searches find them.")
  private boolean failureStore;

  @Option(
      names = "--without-roles",
      description = "Do not create roles, because they are managed elsewhere.")
  private boolean withoutRoles;

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description =
          "Also create API keys for the functions, and write each to a file in this folder,"
              + " in the form that Secrets Manager needs.")
  private Optional<Path> keys = Optional.empty();

  @Option(names = "--json", description = "Print the changes as JSON, one a line.")
  private boolean json;

  @Override
  protected boolean run() {
    SetupPlan.Options options = new SetupPlan.Options(templateOptions(), !withoutRoles, keys);
    if (printSavedObjects) {
      KibanaObjects.all().forEach(object -> out().println(object.toLine()));
      return true;
    }
    if (serverVersion.isPresent()) {
      Version version = version(serverVersion.get());
      out().print(CurlScript.of(SetupPlan.forVersion(version, options).changes()));
      return true;
    }
    Connection connection = connectionOptions.connection();
    requirePasswordForKeys(connection);
    try (ApiClient client = new ApiClient(connection)) {
      SetupPlan plan =
          uninstall
              ? SetupPlan.uninstall(client, connection, options)
              : SetupPlan.install(client, connection, options);
      plan.about().forEach(this::describe);
      return carryOut(client, plan);
    }
  }

  private TemplateOptions templateOptions() {
    try {
      return new TemplateOptions(dataStreams, retention, composed, failureStore);
    } catch (IllegalArgumentException invalid) {
      throw usageError(CommandException.reasonOf(invalid));
    }
  }

  private Version version(String text) {
    if (!print) {
      throw usageError(
          "--server-version needs --print; without --print, the server reports its version");
    }
    try {
      return Version.parse(text);
    } catch (IllegalArgumentException invalid) {
      throw usageError("--server-version: " + CommandException.reasonOf(invalid));
    }
  }

  private void requirePasswordForKeys(Connection connection) {
    boolean byKey = connection.credentials() instanceof Credentials.ApiKey;
    if (keys.isPresent() && byKey) {
      throw new CommandException(
          "Elasticsearch does not let an API key make keys that have privileges: for --keys, set LOGFERRY_ELASTICSEARCH_USERNAME and LOGFERRY_ELASTICSEARCH_PASSWORD instead of the key");
    }
  }

  private boolean carryOut(ApiClient client, SetupPlan plan) {
    if (print && !plan.hasConflict()) {
      out().print(CurlScript.of(plan.changes()));
      return true;
    }
    List<String> lines = json ? PlanText.json(plan.changes()) : PlanText.lines(plan.changes());
    lines.forEach(out()::println);
    out().flush();
    if (plan.hasConflict()) {
      printError("nothing was changed: see the lines that begin with !");
      return false;
    }
    if (!plan.doesAnything()) {
      describe("Nothing to change.");
      return true;
    }
    if (dryRun) {
      describe("Nothing was changed: this was a dry run.");
      return true;
    }
    if (!yes && !isConfirmed()) {
      printError("nothing was changed; run again with --yes");
      return false;
    }
    describe("%d changes made.".formatted(new Applier(client).apply(plan.changes())));
    plan.changes().forEach(this::describeSecret);
    return true;
  }

  private boolean isConfirmed() {
    if (!context().terminal().errorIsTerminal()) {
      return false;
    }
    err().print("Change this? [y/N] ");
    err().flush();
    Scanner answer = new Scanner(context().input(), UTF_8);
    return answer.hasNextLine() && answer.nextLine().strip().equalsIgnoreCase("y");
  }

  private void describeSecret(Change change) {
    change
        .secretFile()
        .ifPresent(
            file ->
                describe(
                    "For the function: aws secretsmanager create-secret --name logferry/%s --secret-string file://%s"
                        .formatted(file.getFileName().toString().replace(".json", ""), file)));
  }

  /** What is not the result itself goes to the error stream. */
  private void describe(String sentence) {
    err().println(TerminalText.visibleLines(sentence));
    err().flush();
  }
}
