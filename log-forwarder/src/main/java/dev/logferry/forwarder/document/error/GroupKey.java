package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.document.error.stacktrace.Head;
import dev.logferry.forwarder.document.error.stacktrace.StackTrace;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.MaskedText;
import dev.logferry.forwarder.document.error.text.NameBuffer;
import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * The key of an error's group: a hash of the service, the types of the whole chain of exceptions,
 * and the frames that {@link FrameChoice} chose. No message, line number or generated name is in
 * it. Where no frame is the application's, the masked message counts as well: libraries raise many
 * kinds of errors in one place. An error without a type, as Go's are, or without a message is
 * recognised by its logger and the line's message as well. Not thread-safe.
 */
final class GroupKey {

  private static final int MAX_MESSAGE_BYTES = 256;
  private static final byte[] HEX = Bytes.ascii("0123456789abcdef");

  private final NameBuffer masked = new NameBuffer();
  private final long[] types = new long[StackTrace.MAX_EXCEPTIONS];
  private final byte[] digits = new byte[Long.BYTES * 2];

  String of(ErrorDetails error, StackTrace trace, FrameChoice frames) {
    long key = with(Hash.EMPTY, hash(error.service()));
    key = with(key, typesHash(error, trace));
    key = with(key, frames.hash());
    if (frames.suffice()) {
      return hex(key);
    }
    boolean hasType = trace.exceptionCount() > 0 || !error.type().isEmpty();
    if (!error.message().isEmpty()) {
      key = with(key, maskedHash(error.message()));
    }
    if (!hasType || error.message().isEmpty()) {
      key = with(key, maskedHash(error.line()));
      key = with(key, hash(error.logger()));
    }
    return hex(key);
  }

  /** The hash of the set of types in the chain; of the document's type if the trace has none. */
  private long typesHash(ErrorDetails error, StackTrace trace) {
    byte[] bytes = error.stackTrace().bytes();
    int count = 0;
    long sum = 0;
    for (int exception = 0; exception < trace.exceptionCount(); exception++) {
      Head head = trace.head(exception);
      long hash = Hash.mix(hash(head.type(bytes)));
      if (head.hasType() && !isKnown(hash, count)) {
        types[count] = hash;
        count++;
        sum += hash;
      }
    }
    return count > 0 ? sum : Hash.mix(hash(error.type()));
  }

  private boolean isKnown(long type, int count) {
    for (int i = 0; i < count; i++) {
      if (types[i] == type) {
        return true;
      }
    }
    return false;
  }

  private long maskedHash(Utf8 text) {
    masked.clear();
    MaskedText.write(text, true, MAX_MESSAGE_BYTES, masked);
    return masked.hash();
  }

  private static long hash(Utf8 text) {
    return Hash.of(text.bytes(), text.start(), text.end());
  }

  private static long with(long key, long part) {
    return Hash.mix(key * 31 + part);
  }

  private String hex(long key) {
    long rest = key;
    for (int i = digits.length - 1; i >= 0; i--) {
      digits[i] = HEX[(int) rest & 0xf];
      rest >>>= 4;
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
