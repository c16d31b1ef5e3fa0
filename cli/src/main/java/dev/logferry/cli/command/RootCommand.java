package dev.logferry.cli.command;

import picocli.CommandLine;

/** The program that a command belongs to. */
public interface RootCommand {

  /** What its commands find around them. */
  CommandContext context();

  /** The whole program again, with the same context, for a command that runs others. */
  CommandLine newCommandLine();
}
