package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.CapExceeded;
import dev.logferry.forwarder.json.MalformedJson;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Says why a payload could not be read, without any of its content. */
public final class DecodeFailure {

  private DecodeFailure() {}

  public static Malformed of(IOException failure, long maxDecompressedBytes) {
    if (failure instanceof MalformedJson) {
      return new Malformed(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof CapExceeded) {
      return new Malformed(
          "the payload inflates to more than LOGFERRY_MAX_DECOMPRESSED_BYTES = %d bytes; if it is genuine, raise that setting and invoke again with the same event"
              .formatted(maxDecompressedBytes));
    }
    if (failure instanceof EOFException) {
      return new Malformed("the gzip data is truncated");
    }
    if (failure instanceof ZipException) {
      return new Malformed("the gzip data is corrupt: " + failure.getMessage());
    }
    return new Malformed("the payload cannot be read: " + failure.getClass().getName());
  }
}
