package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.tls.TlsFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** No node took the request; nothing was sent. */
final class NodesUnreachable extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean allUntrusted;

  private NodesUnreachable(String message, boolean allUntrusted) {
    super(message);
    this.allUntrusted = allUntrusted;
  }

  /** Whether every node was reached and a TLS connection to it fails until somebody acts. */
  boolean allUntrusted() {
    return allUntrusted;
  }

  /** Gathers why each node was skipped. */
  static final class Failures {
    private final List<String> reasons = new ArrayList<>();
    private boolean allUntrusted = true;

    void add(String node, IOException failure) {
      reasons.add(node + ": " + describe(failure));
      allUntrusted &= TlsFailure.of(failure).lasts();
    }

    int count() {
      return reasons.size();
    }

    NodesUnreachable toException() {
      return new NodesUnreachable(
          "no node can be reached: " + String.join("; ", reasons), allUntrusted);
    }
  }

  /** What failed, with the remedy if there is one. */
  static String describe(IOException failure) {
    return failure.getClass().getSimpleName()
        + ": "
        + failure.getMessage()
        + TlsFailure.of(failure).remedy();
  }
}
