package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads objects envelope by envelope. What is wrong with one is reported with its name; the object
 * stays in its bucket.
 *
 * @param store where the objects are
 * @param decoder opens them
 */
public record ObjectReading(ObjectStore store, ObjectDecoder decoder) {

  /** Forwards the objects of a notice, as one part. */
  public void forward(
      int part, ObjectNotification notice, Forwarding forwarding, Deadline deadline) {
    if (!notice.problem().isEmpty()) {
      String name = notice.isQueued() ? "message " + notice.messageId() : "";
      forwarding.take(unsettled(part, name, notice.problem()));
    }
    for (ObjectName object : notice.objects()) {
      forward(part, object, forwarding, deadline);
    }
  }

  /**
   * Forwards what is in an object.
   *
   * @param part which part of the invocation it is of
   * @param deadline until when it is read; what is left for reading it
   */
  public void forward(int part, ObjectName object, Forwarding forwarding, Deadline deadline) {
    if (!deadline.remaining().isPositive()) {
      forwarding.take(unsettled(part, object.toString(), "there was no time left to read it"));
      return;
    }
    try (InputStream content = store.open(object.bucket(), object.key());
        ObjectEnvelopes envelopes = decoder.open(content)) {
      forward(part, object, envelopes, forwarding, deadline);
    } catch (FileNotFoundException _) {
      forwarding.take(
          unsettled(part, object.toString(), "it is gone, or its key was misunderstood"));
    } catch (IOException e) {
      forwarding.take(unsettled(part, object.toString(), String.valueOf(e.getMessage())));
    }
  }

  private static void forward(
      int part,
      ObjectName object,
      ObjectEnvelopes envelopes,
      Forwarding forwarding,
      Deadline deadline) {
    for (var found = envelopes.next(); found.isPresent(); found = envelopes.next()) {
      String name = object + ", " + found.get().position();
      if (!deadline.remaining().isPositive()) {
        forwarding.take(unsettled(part, name, "there was no time left to read on"));
        return;
      }
      forwarding.take(Part.keptBySender(part, found.get().decoded()).named(name));
    }
  }

  private static Part unsettled(int part, String name, String why) {
    return Part.keptBySender(part, new Malformed(why)).named(name);
  }
}
