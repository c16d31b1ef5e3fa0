package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.Locale;

/** Lambda's own lines around an invocation, in its text format. */
public final class InvocationReport {
  private InvocationReport() {}

  public static String start(String requestId) {
    return "START RequestId: " + requestId + " Version: $LATEST";
  }

  public static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /** Lambda bills the initialisation too, and rounds up to the millisecond. */
  public static String report(String requestId, Execution run, int memoryMegabytes) {
    var initialization = run.coldStart().map(ColdStart::initialization);
    var billed = run.duration().plus(initialization.orElse(Duration.ZERO));
    var report = new StringBuilder("REPORT RequestId: ").append(requestId);
    report.append("\tDuration: ").append(milliseconds(run.duration()));
    report.append("\tBilled Duration: ").append(roundedUp(billed)).append(" ms");
    report.append("\tMemory Size: ").append(memoryMegabytes).append(" MB");
    run.peakMemoryMegabytes()
        .ifPresent(peak -> report.append("\tMax Memory Used: ").append(peak).append(" MB"));
    initialization.ifPresent(init -> report.append("\tInit Duration: ").append(milliseconds(init)));
    return report.append(status(run.result())).toString();
  }

  private static String status(InvocationResult result) {
    return switch (result) {
      case Succeeded _ -> "";
      case FailedInHandler(var errorType, _, _) -> "\tStatus: error\tError Type: " + errorType;
      case TimedOut _ -> "\tStatus: timeout";
      case Crashed _ -> "\tStatus: error\tError Type: Runtime.ExitError";
    };
  }

  private static String milliseconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }

  private static long roundedUp(Duration duration) {
    return Math.ceilDiv(duration.toNanos(), 1_000_000L);
  }
}
