package dev.logferry.forwarder.elasticsearch;

import java.io.IOException;
import java.security.cert.CertificateException;
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

  /** Whether every node was reached and believed to be somebody else. */
  boolean allUntrusted() {
    return allUntrusted;
  }

  /** Gathers why each node was passed over. */
  static final class Failures {
    private final List<String> reasons = new ArrayList<>();
    private boolean allUntrusted = true;

    void add(String node, IOException failure) {
      reasons.add(node + ": " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
      allUntrusted &= isDistrust(failure);
    }

    int count() {
      return reasons.size();
    }

    NodesUnreachable toException() {
      return new NodesUnreachable(
          "no node can be reached: " + String.join("; ", reasons), allUntrusted);
    }
  }

  static boolean isDistrust(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
