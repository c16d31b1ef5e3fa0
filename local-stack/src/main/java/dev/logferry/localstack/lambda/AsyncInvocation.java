package dev.logferry.localstack.lambda;

import java.util.concurrent.CompletableFuture;

/**
 * An event that was accepted and will be tried in the background.
 *
 * @param requestId the same for all its attempts
 * @param outcome completed exceptionally only if the on-failure destination could not keep the
 *     record or the Lambda was closed before the end
 */
public record AsyncInvocation(String requestId, CompletableFuture<AsyncOutcome> outcome) {}
