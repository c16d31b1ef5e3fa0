package dev.logferry.forwarder.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes the events that Lambda makes of a Kinesis stream's records. */
public final class KinesisEvents {

  private final List<String> records = new ArrayList<>();
  private final List<String> sequenceNumbers = new ArrayList<>();

  /** Adds a record with these bytes, under the next sequence number. */
  public KinesisEvents with(byte[] data) {
    return withText(Base64.getEncoder().encodeToString(data));
  }

  /** Adds a record whose data is this text, be it base64 or not. */
  public KinesisEvents withText(String data) {
    String sequenceNumber =
        "4954515311511511551155115511551155115511551155115511%04d".formatted(records.size());
    return with(sequenceNumber, "\"data\":\"" + data + "\",");
  }

  /** Adds a record with a sequence number and other members as given. */
  public KinesisEvents with(String sequenceNumber, String members) {
    sequenceNumbers.add(sequenceNumber);
    records.add(
        """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1d7f7c2c","sequenceNumber":"%s",%s\
        "approximateArrivalTimestamp":1795341600.123},"eventSource":"aws:kinesis","eventVersion":"1.0",\
        "eventID":"shardId-000000000006:%s","eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::123456789012:role/log-forwarder","awsRegion":"eu-central-1",\
        "eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/logs"}"""
            .formatted(sequenceNumber, members, sequenceNumber));
    return this;
  }

  /** The sequence number of a record. */
  public String sequenceNumber(int record) {
    return sequenceNumbers.get(record);
  }

  /** The event of all records. */
  public byte[] json() {
    return json(0);
  }

  /** The event of the records from one on, as Lambda sends it again. */
  public byte[] json(int from) {
    return ("{\"Records\":[" + String.join(",", records.subList(from, records.size())) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
