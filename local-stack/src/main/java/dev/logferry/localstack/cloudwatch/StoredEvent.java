package dev.logferry.localstack.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One log event of a group. */
record StoredEvent(EventId id, String logStream, String message)
    implements Comparable<StoredEvent> {

  /** What CloudWatch adds to the message of each event when it counts bytes. */
  static final int OVERHEAD_BYTES = 26;

  static int sizeBytes(String message) {
    return message.getBytes(UTF_8).length + OVERHEAD_BYTES;
  }

  @Override
  public int compareTo(StoredEvent other) {
    return id.compareTo(other.id);
  }
}
