package dev.logferry.cli.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logferry letters}: undelivered events, their causes, and sending them again. */
@Command(
    name = "letters",
    description = {
      "Looks into the buckets that keep undelivered events: dead letters (documents that"
          + " Elasticsearch rejects) and Lambda's records of failed invocations. The settings name"
          + " them: LOGFERRY_DEAD_LETTER_BUCKET, LOGFERRY_DEAD_LETTER_PREFIX,"
          + " LOGFERRY_FAILURE_BUCKET, LOGFERRY_FAILURE_PREFIX."
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
    throw new ParameterException(spec.commandLine(), "Say what to do with the letters.");
  }
}
