package dev.logferry.forwarder.redrive;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the records' data out of a Kinesis event. */
final class KinesisPayloads {

  private KinesisPayloads() {}

  /** The data of each record, in order; empty in place of one that has none, or no base64. */
  static List<Optional<byte[]>> of(byte[] event) {
    List<Optional<byte[]>> payloads = new ArrayList<>();
    for (JsonNode entry : JsonMapper.shared().readTree(event).path("Records")) {
      payloads.add(data(entry.path("kinesis").path("data").asString("")));
    }
    return payloads;
  }

  private static Optional<byte[]> data(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64)).filter(bytes -> bytes.length > 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
