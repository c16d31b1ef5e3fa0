package dev.logferry.cli.ship;

import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.cli.lambda.LambdaFunction;
import dev.logferry.cli.ship.PayloadOutcome.Failed;
import dev.logferry.cli.ship.PayloadOutcome.Undeliverable;
import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.util.Optional;

/** Invokes the function with one payload after the other, and reports each to a listener. */
final class Upload {
  private final PayloadPacker packer;
  private final LambdaFunction function;
  private final InvocationType type;
  private final Listener listener;
  // Read by the thread that runs when the command is interrupted.
  private volatile UploadReport report = UploadReport.NONE;

  /** Called for each payload, on the thread that ships. */
  interface Listener {
    /** A payload has been posted; {@code soFar} includes it. */
    void posted(UploadReport soFar);

    /** This payload failed; {@code number} counts from 1. */
    void failed(long number, Payload payload, String reason);
  }

  Upload(PayloadPacker packer, LambdaFunction function, InvocationType type, Listener listener) {
    this.packer = packer;
    this.function = function;
    this.type = type;
    this.listener = listener;
  }

  /** The progress so far. Thread-safe. */
  UploadReport report() {
    return report;
  }

  /**
   * Ships everything. Reports a payload that fails to the listener, and continues with the next
   * one.
   *
   * @throws CommandException when nothing answers at the function's address, or the input cannot be
   *     read any further; the report says what was shipped before
   */
  void run() {
    for (var payload = nextPayload(); payload.isPresent(); payload = nextPayload()) {
      ship(payload.get());
    }
  }

  private Optional<Payload> nextPayload() {
    try {
      return packer.next();
    } catch (IOException unreadable) {
      throw new CommandException(
          "cannot read the input any further: %s; nothing after line %d was shipped"
              .formatted(CommandException.reasonOf(unreadable), report.lastLine()),
          unreadable);
    }
  }

  private void ship(Payload payload) {
    var outcome = PayloadOutcome.of(function.invoke(payload.lambdaEvent(), type), payload.events());
    report = report.plus(payload, outcome);
    listener.posted(report);
    if (outcome instanceof Failed(String reason)) {
      listener.failed(report.payloads(), payload, reason);
    }
    if (outcome instanceof Undeliverable(String reason)) {
      throw new CommandException(
          "%s. Nothing from line %d on was shipped; is ./logferry up still running?"
              .formatted(reason, payload.lines().first()));
    }
  }
}
