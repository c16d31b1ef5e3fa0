package dev.logferry.forwarder.bulk;

import java.time.Duration;

/**
 * How documents are delivered.
 *
 * @param batchLimits how large a bulk request may be
 * @param maxInFlight how many requests are in flight at once
 * @param requestTimeout how long one request may take
 * @param backoff how long to wait between attempts
 */
public record DeliverySettings(
    BatchLimits batchLimits, int maxInFlight, Duration requestTimeout, Backoff backoff) {}
