package dev.logferry.cli.redrive;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends at most so many documents a second. Thread-safe. */
final class RateLimit implements BulkClient {

  private final BulkClient client;
  private final double documentsPerNano;
  private long freeAtNanos = System.nanoTime();

  RateLimit(BulkClient client, int documentsPerSecond) {
    this.client = client;
    this.documentsPerNano = documentsPerSecond / 1e9;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    long wait = reserve(request.documents().size());
    try {
      TimeUnit.NANOSECONDS.sleep(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new BulkReply.Unreachable("interrupted");
    }
    return client.send(request, timeout);
  }

  /** Takes the next free time and returns how far away it is. */
  private synchronized long reserve(int documents) {
    long now = System.nanoTime();
    long begin = Math.max(now, freeAtNanos);
    freeAtNanos = begin + (long) (documents / documentsPerNano);
    return begin - now;
  }
}
