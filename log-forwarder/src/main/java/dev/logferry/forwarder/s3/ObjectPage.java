package dev.logferry.forwarder.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param objects in the order of their keys
 * @param continuation asks for the next page; empty on the last
 */
public record ObjectPage(List<Entry> objects, Optional<String> continuation) {

  public ObjectPage {
    objects = List.copyOf(objects);
  }

  /**
   * One object.
   *
   * @param key its key in the bucket
   * @param sizeBytes as stored
   * @param lastModified when it was stored
   */
  public record Entry(String key, long sizeBytes, Instant lastModified) {}
}
