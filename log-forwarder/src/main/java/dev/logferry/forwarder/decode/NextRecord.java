package dev.logferry.forwarder.decode;

/** What reading on in a Kinesis event yields: a record, the end, or that the event is broken. */
public sealed interface NextRecord {

  /** The event was read to its last byte. */
  record EndOfRecords() implements NextRecord {}

  /**
   * The rest of the event cannot be read, so nobody knows which records it holds.
   *
   * @param why what is wrong with it, without any content
   */
  record BrokenEvent(String why) implements NextRecord {}

  /**
   * One record, whatever it holds.
   *
   * @param sequenceNumber its name in the shard
   * @param data its bytes; the text in their place if that is not base64
   * @param decoded what they hold
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would cost each record
  record KinesisRecord(String sequenceNumber, byte[] data, Decoded decoded) implements NextRecord {}
}
