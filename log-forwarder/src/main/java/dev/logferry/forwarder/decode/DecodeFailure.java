package dev.logferry.forwarder.decode;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Says why a payload could not be read. The parser's own messages are never passed on: they quote
 * the text they stumbled over, which is log content.
 */
public final class DecodeFailure {

  private DecodeFailure() {}

  public static Malformed of(JacksonException failure, long maxDecompressedBytes) {
    if (failure instanceof JacksonIOException && failure.getCause() instanceof IOException cause) {
      return of(cause, maxDecompressedBytes);
    }
    if (failure instanceof StreamConstraintsException) {
      return new Malformed(
          "the payload breaks a limit of the JSON reader (one string, name or number is too long, or it is nested too deeply)"
              + at(failure));
    }
    return new Malformed("the decompressed payload is not valid JSON" + at(failure));
  }

  public static Malformed of(IOException failure, long maxDecompressedBytes) {
    return switch (failure) {
      case CappedInputStream.CapExceeded _ ->
          new Malformed(
              "the payload inflates to more than LOGFERRY_MAX_DECOMPRESSED_BYTES = %d bytes; if it is genuine, raise that setting and invoke again with the same event"
                  .formatted(maxDecompressedBytes));
      case EOFException _ -> new Malformed("the gzip data is truncated");
      case ZipException zip -> new Malformed("the gzip data is corrupt: " + zip.getMessage());
      default -> new Malformed("the payload cannot be read: " + failure.getClass().getName());
    };
  }

  static String at(JacksonException failure) {
    var location = failure.getLocation();
    if (location == null) {
      return "";
    }
    long offset = Math.max(location.getByteOffset(), location.getCharOffset());
    return offset < 0 ? "" : " (near byte " + offset + ")";
  }
}
