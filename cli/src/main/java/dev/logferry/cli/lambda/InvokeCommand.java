package dev.logferry.cli.lambda;

import dev.logferry.cli.command.InputSource;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.stack.RunningStack;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry invoke}: one event, as it is, to the local function. */
@Command(
    name = "invoke",
    description =
        "Invokes the local function with an event, as sam local invoke does. Needs logferry"
            + " up.")
public final class InvokeCommand extends OperatorCommand {

  @Option(
      names = "--async",
      description = "Queue the event, and do not wait for the function's answer.")
  private boolean async;

  @Option(names = "--brief", description = "Print only the ledger, on one line.")
  private boolean brief;

  @Parameters(
      paramLabel = "EVENT.json",
      description = "File with the Lambda event; - for standard input.")
  private String file = "";

  @Override
  protected boolean run() {
    byte[] event = event(InputSource.of(file, context()));
    RunningStack.Lambda lambda = new StackFile(context().root()).read().lambda();
    var type = async ? InvocationType.EVENT : InvocationType.REQUEST_RESPONSE;
    return print(new LambdaFunction(lambda.url(), lambda.functionName()).invoke(event, type));
  }

  private byte[] event(InputSource source) {
    try (InputStream input = source.open()) {
      byte[] event = input.readAllBytes();
      if (JsonMapper.shared().readTree(event).isMissingNode()) {
        throw new CommandException(
            "%s is empty; it must hold a JSON event".formatted(source.name()));
      }
      return event;
    } catch (JacksonException notJson) {
      var position = notJson.getLocation();
      throw new CommandException(
          "%s is not JSON: line %d, column %d: %s"
              .formatted(
                  source.name(),
                  position.getLineNr(),
                  position.getColumnNr(),
                  notJson.getOriginalMessage()),
          notJson);
    } catch (IOException unreadable) {
      throw source.cannotRead(unreadable);
    }
  }

  private boolean print(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Responded(String response, Optional<String> logTail) -> {
        if (!brief) {
          printLog(logTail);
        }
        out().println(TerminalText.escapedJson(brief ? ledger(response) : pretty(response)));
        yield true;
      }
      case Invocation.Accepted() -> {
        err().println("Queued; see the function's log for the outcome.");
        yield true;
      }
      case Invocation.FunctionFailed(var kind, var type, var message, var logTail) -> {
        if (!brief) {
          printLog(logTail);
        }
        throw new CommandException(
            "the function failed (%s): %s: %s".formatted(kind, type, message));
      }
      case Invocation.Rejected(int status, String reason) ->
          throw new CommandException("Lambda answered %d: %s".formatted(status, reason));
      case Invocation.NoResponse(String reason) -> throw new CommandException(reason);
      case Invocation.Unreachable(String reason) ->
          throw new CommandException(reason + "; is ./logferry up still running?");
    };
  }

  private void printLog(Optional<String> logTail) {
    logTail.ifPresent(log -> err().println(TerminalText.visibleLines(log)));
    err().flush();
  }

  private static String ledger(String response) {
    try {
      return JsonMapper.shared().readTree(response).path("ledger").toString();
    } catch (JacksonException _) {
      return TerminalText.visibleLines(response);
    }
  }

  private static String pretty(String response) {
    try {
      return JsonMapper.shared()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(JsonMapper.shared().readTree(response));
    } catch (JacksonException _) {
      return TerminalText.visibleLines(response); // a function may return anything
    }
  }
}
