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
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would cost each event
public record LogDocument(
    DataStream dataStream, String id, byte[] json, long epochMillis, Set<Guard> guards)
    implements Mapped {

  public LogDocument {
    guards = Set.copyOf(guards);
  }
}
