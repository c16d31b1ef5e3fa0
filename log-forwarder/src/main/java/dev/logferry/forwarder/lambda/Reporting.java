package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.logferry.forwarder.document.redact.HashKeyUnavailable;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.report.Reporter;
import dev.logferry.forwarder.report.Summary;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every entry does with an invocation: log what became of it, or that it failed. */
final class Reporting {

  private final Reporter reporter;

  Reporting(Clock clock) {
    this.reporter = new Reporter(clock);
  }

  /**
   * Does the work and logs its summary, failed or not.
   *
   * @throws ForwardingFailed for an unexpected exception. Only its type is reported: its message
   *     may quote a log event.
   */
  Summary of(Context context, Supplier<Summary> work) {
    Summary summary = result(context, work);
    reporter.report(summary, run(context), new Lines(context));
    return summary;
  }

  /** The same for work that comes to more than its summary. */
  <T> T of(Context context, Supplier<T> work, Function<T, Summary> summaryOf) {
    T result = result(context, work);
    reporter.report(summaryOf.apply(result), run(context), new Lines(context));
    return result;
  }

  /** The same for a redrive. */
  RedriveSummary ofRedrive(Context context, Supplier<RedriveSummary> work) {
    RedriveSummary summary = result(context, work);
    reporter.report(summary, run(context), new Lines(context));
    return summary;
  }

  private <T> T result(Context context, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      reporter.reportFailure(e, problem(e), run(context), new Lines(context));
      throw new ForwardingFailed(e);
    } catch (Error e) {
      reporter.reportFailure(e, "", run(context), new Lines(context));
      throw e;
    }
  }

  private static String problem(RuntimeException e) {
    return e instanceof HashKeyUnavailable ? String.valueOf(e.getMessage()) : "";
  }

  /** Outside of Lambda a context may name nothing. */
  private static Reporter.Run run(Context context) {
    String name = context.getFunctionName();
    String requestId = context.getAwsRequestId();
    return new Reporter.Run(
        name == null || name.isBlank() ? "unknown" : name, requestId == null ? "" : requestId);
  }

  /** Bytes pass unchanged in both log formats; a string would be wrapped in the JSON format. */
  private record Lines(Context context) implements Consumer<String> {
    @Override
    public void accept(String line) {
      context.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
