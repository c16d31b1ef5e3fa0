package dev.logferry.cli.audit;

import java.util.ArrayList;
import java.util.List;

/** The documents of one event. Almost always one. */
final class StoredEvent {
  private final String logStream;
  private final List<Copy> copies = new ArrayList<>(1);
  private boolean degraded;
  private boolean seen;

  /** Where a document is. */
  record Copy(String index, String id) {}

  StoredEvent(String logStream) {
    this.logStream = logStream;
  }

  void add(Copy copy, boolean isDegraded) {
    copies.add(copy);
    degraded |= isDegraded;
  }

  String logStream() {
    return logStream;
  }

  List<Copy> copies() {
    return copies;
  }

  boolean degraded() {
    return degraded;
  }

  /** Notes that CloudWatch has the event, and returns whether that was noted before. */
  boolean markSeen() {
    boolean before = seen;
    seen = true;
    return before;
  }

  boolean seen() {
    return seen;
  }
}
