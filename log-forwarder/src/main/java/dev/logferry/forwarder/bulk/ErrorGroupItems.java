package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.document.NewErrorGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The error groups of one batch. They are sent once, after the documents of the first request, and
 * nothing of what becomes of them concerns a log event. Not thread-safe.
 */
final class ErrorGroupItems {

  static final ErrorGroupItems NONE = new ErrorGroupItems(List.of(), new TrafficCounter());

  private final TrafficCounter traffic;

  /** Neither known nor forgotten yet. */
  private final List<NewErrorGroup> open;

  private boolean taken;

  ErrorGroupItems(List<NewErrorGroup> groups, TrafficCounter traffic) {
    this.open = new ArrayList<>(groups);
    this.traffic = traffic;
  }

  /** Those to be sent with the next request: all of them, the first time. */
  List<NewErrorGroup> take() {
    if (taken || open.isEmpty()) {
      return List.of();
    }
    taken = true;
    return List.copyOf(open);
  }

  /**
   * Takes the answers about the groups.
   *
   * @return the reply about the documents alone
   */
  BulkReply answered(List<NewErrorGroup> sent, BulkReply reply) {
    if (!(reply instanceof Answered(List<ItemReply> items)) || items.size() <= sent.size()) {
      return reply;
    }
    int documents = items.size() - sent.size();
    for (int i = 0; i < sent.size(); i++) {
      answered(sent.get(i), items.get(documents + i));
    }
    return new Answered(items.subList(0, documents));
  }

  /** A failure store that took the group has hidden it from all who look for it. */
  private void answered(NewErrorGroup group, ItemReply item) {
    ItemOutcome outcome = ItemOutcome.of(item);
    boolean created = outcome == ItemOutcome.INDEXED;
    if (item.id().equals(group.document().id()) && (created || outcome == ItemOutcome.DUPLICATE)) {
      group.written();
      open.remove(group);
      traffic.errorGroupWritten(created);
    }
  }

  /** Forgets the groups that nothing is known of. */
  void finish() {
    for (NewErrorGroup group : open) {
      group.notWritten();
      traffic.errorGroupNotWritten();
    }
    open.clear();
  }
}
