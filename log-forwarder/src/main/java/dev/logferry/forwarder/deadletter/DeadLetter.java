package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Instant;
import java.util.Set;

/** A dead letter, as it stands in an object. */
public sealed interface DeadLetter {

  /**
   * A document that Elasticsearch rejected.
   *
   * @param dataStream where it was sent
   * @param id its {@code _id}
   * @param eventTime CloudWatch's time of the event
   * @param rejection why it was rejected, and after how many attempts
   * @param origin where the event came from
   * @param document its JSON as UTF-8, to the byte as it was given
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record RejectedDocument(
      DataStream dataStream,
      String id,
      Instant eventTime,
      Rejection rejection,
      DeadLetterOrigin origin,
      byte[] document)
      implements DeadLetter {

    /**
     * The document, to be sent again.
     *
     * @param part which part of the invocation the object is
     */
    public LogDocument toDocument(int part) {
      return new LogDocument(dataStream, id, document, eventTime.toEpochMilli(), Set.of(), part);
    }
  }

  /**
   * A payload that could not be decoded.
   *
   * @param payload its bytes, as they came
   * @param why what is wrong with it, without any content
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record MalformedPayload(byte[] payload, String why) implements DeadLetter {}
}
