package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.deadletter.DeadLetterKeys.Redriven;
import dev.logferry.forwarder.s3.ObjectPage;
import java.time.Instant;

/**
 * One object to be redriven.
 *
 * @param source where it is
 * @param entry as it was listed
 */
record RedriveObject(RedriveSource source, ObjectPage.Entry entry) {

  String key() {
    return entry.key();
  }

  Instant writtenAt() {
    return entry.lastModified();
  }

  Redriven redriven() {
    return new Redriven(toString(), source.letters(), key(), writtenAt());
  }

  /** As the command line tools of AWS write it. */
  @Override
  public String toString() {
    return "s3://" + source.bucket() + "/" + key();
  }
}
