package dev.logferry.localstack.lambda;

import java.time.Duration;

/**
 * How long the first invocation of a fresh environment took.
 *
 * @param initialization from the start of the process until it asked for an event; Lambda's "Init
 *     Duration"
 * @param total from the start of the process until the answer, less any idle time between
 */
public record ColdStart(Duration initialization, Duration total) {}
