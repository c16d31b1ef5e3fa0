package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Takes the compressed payload out of the event that CloudWatch Logs sends to a function: {@code
 * {"awslogs":{"data":"<base64 of gzip of JSON>"}}}.
 */
final class LambdaEvent {

  private static final String REMEDY =
      "; expected {\"awslogs\":{\"data\":\"<base64 of gzip>\"}} from a CloudWatch Logs subscription";

  private static final int KEPT_BYTES = 256 * 1024;

  private final JsonTape json = EventReader.newTape();
  private final Utf8Buffer bytes = new Utf8Buffer(64 * 1024);

  /** The gzip bytes in {@code awslogs.data}. */
  byte[] compressedPayload(InputStream event) throws MalformedEvent {
    bytes.clear(KEPT_BYTES);
    EventReader.read(event, bytes, json, REMEDY);
    int data = -1;
    for (int member = 1; member < json.size(); member = json.next(member)) {
      if (json.kind(member) == JsonKind.OBJECT && json.isNamed(member, "awslogs")) {
        data = data(member, data);
      }
    }
    if (data < 0) {
      throw new MalformedEvent("the event has no awslogs.data" + REMEDY);
    }
    return base64(data);
  }

  private int data(int awslogs, int before) throws MalformedEvent {
    int data = before;
    for (int member = awslogs + 1; member < json.next(awslogs); member = json.next(member)) {
      if (json.kind(member) == JsonKind.STRING && json.isNamed(member, "data")) {
        if (data >= 0) {
          throw new MalformedEvent("the event has awslogs.data twice" + REMEDY);
        }
        data = member;
      }
    }
    return data;
  }

  @SuppressWarnings("ByteBufferBackingArray") // the decoder's result has an array of its own
  private byte[] base64(int data) throws MalformedEvent {
    ByteBuffer text =
        json.isEscaped(data) // a slash may be
            ? ByteBuffer.wrap(json.string(data).getBytes(StandardCharsets.UTF_8))
            : ByteBuffer.wrap(json.bytes(), json.start(data), json.end(data) - json.start(data));
    if (!text.hasRemaining()) {
      throw new MalformedEvent("awslogs.data is empty");
    }
    try {
      if (text.remaining() % 4 == 0) { // Java's decoder takes a text without its padding
        ByteBuffer decoded = Base64.getDecoder().decode(text);
        return decoded.limit() == decoded.array().length
            ? decoded.array()
            : Arrays.copyOf(decoded.array(), decoded.limit());
      }
    } catch (IllegalArgumentException _) {
      // its message quotes the text
    }
    throw new MalformedEvent("awslogs.data is not valid base64");
  }
}
