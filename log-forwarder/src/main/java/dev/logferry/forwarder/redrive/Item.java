package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.s3.ObjectPage.Entry;
import java.time.Instant;

/**
 * One object to be redriven.
 *
 * @param source where it stands
 * @param entry as it was listed
 */
record Item(Source source, Entry entry) {

  String key() {
    return entry.key();
  }

  Instant since() {
    return entry.lastModified();
  }
}
