package dev.logferry.forwarder.bulk;

import java.time.Duration;

/** Sends bulk requests. */
public interface BulkClient {

  /**
   * Sends one request, once per reachable node. Never throws for anything the remote side does.
   *
   * @param timeout how long an answer may take
   */
  BulkReply send(BulkRequest request, Duration timeout);
}
