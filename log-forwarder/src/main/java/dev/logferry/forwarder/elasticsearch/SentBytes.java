package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.util.BinaryData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A request's body for elasticsearch-java, whose own class for bytes would load all of its JSON
 * deserializers.
 *
 * @param bytes not copied; its first {@code length} bytes are the body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentBytes(byte[] bytes, int length, String contentType) implements BinaryData {

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  @Override
  public InputStream asInputStream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public long size() {
    return length;
  }
}
