package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.report.Summary;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the objects that one event names.
 *
 * @param notices in their order; a part's number is its notice's place here
 * @param summary what the invocation did
 */
public record ObjectBatch(List<ObjectNotification> notices, Summary summary) {

  public ObjectBatch {
    notices = List.copyOf(notices);
  }

  /** Forwards every object of an event. */
  public static ObjectBatch forward(
      InputStream event,
      ObjectReading objects,
      ForwardingPipeline pipeline,
      Invocation invocation) {
    List<ObjectNotification> notices = ObjectEvent.notices(event);
    Forwarding forwarding = pipeline.begin(invocation);
    for (int part = 0; part < notices.size(); part++) {
      objects.forward(part, notices.get(part), forwarding, invocation.deadline());
    }
    return new ObjectBatch(notices, forwarding.finish());
  }

  /** Whether something is not settled that no message stands for. */
  public boolean failsAsWhole() {
    return unsettled().anyMatch(notice -> !notice.isQueued());
  }

  /** The ids of the messages that have to come again. */
  public List<String> unsettledMessages() {
    return unsettled().map(ObjectNotification::messageId).toList();
  }

  private Stream<ObjectNotification> unsettled() {
    return summary.unsettledParts().stream().sorted().map(notices::get);
  }
}
