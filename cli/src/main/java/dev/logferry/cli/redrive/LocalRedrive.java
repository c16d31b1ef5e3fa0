package dev.logferry.cli.redrive;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.redrive.RedriveRequest;
import dev.logferry.forwarder.report.RedriveSummary;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the function's own redrive in this process. */
final class LocalRedrive {

  private LocalRedrive() {}

  /**
   * Runs once.
   *
   * @param rate documents a second at most; empty for as fast as the cluster takes them
   * @param longest after this no further object is begun
   */
  static RedriveSummary run(
      Connection connection,
      Aws aws,
      RedriveRequest request,
      Optional<Integer> rate,
      Duration longest) {
    Map<String, String> environment = new HashMap<>(connection.variables().values());
    environment.putAll(aws.environment());
    try {
      Wiring wiring =
          Wiring.from(
              environment,
              aws::secret,
              client -> rate.isPresent() ? new RateLimit(client, rate.get()) : client);
      Invocation invocation =
          new Invocation("logferry-redrive", new Until(longest), Duration.ofSeconds(10));
      return wiring.redrive().run(request, invocation);
    } catch (IllegalArgumentException nothing) {
      throw new CommandException(CommandException.reasonOf(nothing), nothing);
    }
  }

  /** A deadline some time from now. */
  private record Until(long endNanos) implements Deadline {

    Until(Duration longest) {
      this(System.nanoTime() + longest.toNanos());
    }

    @Override
    public Duration remaining() {
      return Duration.ofNanos(endNanos - System.nanoTime());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration);
    }
  }
}
