package dev.logferry.cli.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logferry letters}: undelivered events, their causes, and sending them again. */
@Command(
    name = "letters",
    description = {
      "Lists, explains and resends undelivered events: dead letters and the records of"
          + " failed invocations.",
      "They are in the buckets that the settings name: LOGFERRY_DEAD_LETTER_BUCKET,"
          + " LOGFERRY_DEAD_LETTER_PREFIX, LOGFERRY_FAILURE_BUCKET, LOGFERRY_FAILURE_PREFIX."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      LettersListCommand.class,
      LettersShowCommand.class,
      LettersExplainCommand.class,
      LettersReplayCommand.class
    })
public final class LettersCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before run
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name one of the commands below.");
  }
}
