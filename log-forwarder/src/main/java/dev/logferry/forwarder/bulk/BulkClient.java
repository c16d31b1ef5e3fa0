package dev.logferry.forwarder.bulk;

import java.time.Duration;

/** Sends bulk requests. */
public interface BulkClient {

  /**
   * Sends one request to the first node that can be connected to. Never throws for anything the
   * remote side does.
   *
   * @param timeout how long connecting, sending and the whole answer may take together
   */
  BulkReply send(BulkRequest request, Duration timeout);
}
