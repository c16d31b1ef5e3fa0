package dev.logferry.forwarder.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A compressed envelope that can be read from its start as often as needed. */
final class Payload {

  private static final int INFLATE_BUFFER_BYTES = 16 * 1024;

  private final byte[] gzip;
  private final JsonFactory json;
  private final long maxDecompressedBytes;

  Payload(byte[] gzip, JsonFactory json, long maxDecompressedBytes) {
    this.gzip = gzip;
    this.json = json;
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  JsonParser open() throws IOException {
    InputStream inflated =
        new WholeGzipStream(new ByteArrayInputStream(gzip), INFLATE_BUFFER_BYTES);
    return json.createParser(
        ObjectReadContext.empty(), new CappedInputStream(inflated, maxDecompressedBytes));
  }

  /** Opens the payload again and goes to the first element of its {@code logEvents}. */
  JsonParser openAtEvents() throws IOException {
    JsonParser parser = open();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean events = parser.currentName().equals(Envelope.LOG_EVENTS);
      if (parser.nextToken() == JsonToken.START_ARRAY && events) {
        return parser;
      }
      parser.skipChildren();
    }
    throw new IOException("logEvents is gone"); // the envelope was read just before: it is there
  }

  long maxDecompressedBytes() {
    return maxDecompressedBytes;
  }
}
