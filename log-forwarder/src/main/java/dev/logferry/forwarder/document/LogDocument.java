package dev.logferry.forwarder.document;

import java.util.Set;

/**
 * A document that is ready to be sent.
 *
 * @param dataStream the data stream it belongs to
 * @param id its {@code _id}, from {@link DocumentId}
 * @param json the document as UTF-8 JSON on one line
 * @param epochMillis CloudWatch's time of the event
 * @param guards what was changed so that Elasticsearch takes it
 * @param part which part of the invocation it came from, such as the Kinesis record; 0 where there
 *     is but one
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would cost each event
public record LogDocument(
    DataStream dataStream, String id, byte[] json, long epochMillis, Set<Guard> guards, int part)
    implements Mapped {

  public LogDocument {
    guards = guards.isEmpty() ? Set.of() : Set.copyOf(guards);
  }

  /** The same document, from another part of the invocation. */
  public LogDocument inPart(int number) {
    return number == part
        ? this
        : new LogDocument(dataStream, id, json, epochMillis, guards, number);
  }
}
