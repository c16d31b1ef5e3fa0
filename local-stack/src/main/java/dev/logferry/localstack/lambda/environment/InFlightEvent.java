package dev.logferry.localstack.lambda.environment;

import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.Payload;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One event on its way through the runtime.
 *
 * @param deadline when the function will be killed
 * @param answer completed with the first thing that the runtime says about it
 * @param finished completed with the same when the runtime asks for the next event, its logging
 *     done
 */
record InFlightEvent(
    String requestId,
    Payload event,
    String functionArn,
    Instant deadline,
    CompletableFuture<InvocationResult> answer,
    CompletableFuture<InvocationResult> finished) {

  InFlightEvent(String requestId, Payload event, String functionArn, Instant deadline) {
    this(
        requestId,
        event,
        functionArn,
        deadline,
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }

  /** To be called when the runtime asks for the next event. */
  void finish() {
    var _ = answer.thenAccept(finished::complete);
  }

  /** An X-Ray trace header that is not sampled. */
  String traceId() {
    var random = new byte[12];
    ThreadLocalRandom.current().nextBytes(random);
    var hex = HexFormat.of().formatHex(random);
    long startSeconds = deadline.getEpochSecond();
    return "Root=1-%08x-%s;Parent=%s;Sampled=0".formatted(startSeconds, hex, hex.substring(0, 16));
  }
}
