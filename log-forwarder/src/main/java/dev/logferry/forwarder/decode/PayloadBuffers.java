package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.JsonStream;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What reading a payload takes of memory, used for one payload after another. */
final class PayloadBuffers {

  private static final int KEPT_MESSAGE_BYTES = 256 * 1024;

  final JsonStream json = new JsonStream(64 * 1024);
  final Utf8Buffer id = new Utf8Buffer(64);
  final Utf8Buffer message = new Utf8Buffer(4 * 1024);
  final Utf8Buffer text = new Utf8Buffer(64);
  private final GzipMembers gzip = new GzipMembers(InputStream.nullInputStream());

  /** Begins to read a payload from its start. */
  void open(byte[] gzipped, long maxDecompressedBytes) {
    gzip.open(new ByteArrayInputStream(gzipped));
    json.open(new JoinedMembers(gzip), maxDecompressedBytes);
  }

  /** To be called when a payload was read. */
  void shrink() {
    message.clear(KEPT_MESSAGE_BYTES);
    text.clear(KEPT_MESSAGE_BYTES);
  }
}
