package dev.logferry.forwarder.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveRequest;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.report.RedriveSummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The entry that a schedule invokes, or the operator. Answers with the summary of what was brought
 * in, and logs it. Fails only if S3 refuses its work; what is left is tried the next time.
 */
public final class RedriveHandler implements RequestStreamHandler {

  /** So that a cluster that is away takes little of the time for S3. */
  private static final Duration LOOKING_AT_CERTIFICATES = Duration.ofSeconds(10);

  private final Redrive redrive;
  private final Supplier<Optional<Instant>> certificatesEnd;
  private final Function<Context, Invocation> invocations;
  private final Reporting reporting;

  /** Called by Lambda, once per cold start. */
  public RedriveHandler() {
    this(Wiring.from(System.getenv()));
  }

  /** For tests and tools. */
  public RedriveHandler(Wiring wiring) {
    this(
        wiring.redrive(),
        () -> wiring.certificateExpiry().earliest(LOOKING_AT_CERTIFICATES),
        wiring::invocation,
        Clock.systemUTC());
  }

  RedriveHandler(
      Redrive redrive,
      Supplier<Optional<Instant>> certificatesEnd,
      Function<Context, Invocation> invocations,
      Clock clock) {
    this.redrive = redrive;
    this.certificatesEnd = certificatesEnd;
    this.invocations = invocations;
    this.reporting = new Reporting(clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    RedriveRequest request = RedriveRequest.read(event);
    RedriveSummary summary =
        reporting.ofRedrive(
            context,
            () -> {
              // First, since a redrive may use up all the time there is.
              Optional<Instant> end = certificatesEnd.get();
              return redrive.run(request, invocations.apply(context)).withCertificatesEnd(end);
            });
    if (summary.failed()) {
      throw new RedriveFailed(summary);
    }
    response.write(RedriveSummaryJson.line(summary).getBytes(StandardCharsets.UTF_8));
  }
}
