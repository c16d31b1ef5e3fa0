package dev.logferry.forwarder.objects;

import java.util.List;

/**
 * Says that objects were stored. Settled or not as a whole.
 *
 * @param messageId of the queue's message that carries it; empty if the invocation itself does
 * @param objects those to be read; none if it is a test or about something else
 * @param problem why it cannot be understood, without any content; empty if it can
 */
public record ObjectNotification(String messageId, List<ObjectName> objects, String problem) {

  public ObjectNotification {
    objects = List.copyOf(objects);
  }

  /** Whether the queue takes a failure of this notice alone. */
  public boolean isQueued() {
    return !messageId.isEmpty();
  }
}
