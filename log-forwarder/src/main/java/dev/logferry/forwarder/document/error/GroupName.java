package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.document.error.stacktrace.StackTrace;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.MaskedText;
import dev.logferry.forwarder.document.error.text.NameBuffer;
import dev.logferry.forwarder.json.Utf8;
import java.util.Arrays;

/**
 * The name of an error's group, for a reader: {@code OrderRefused: order # was refused (caused by
 * SocketTimeoutException)}. Quoted words stay, since {@code KeyError: 'customer'} says more than
 * {@code KeyError: '#'}; so one group can have a few names. Not thread-safe.
 */
final class GroupName {

  private static final int MAX_TYPE_BYTES = 100;
  private static final int MAX_MESSAGE_BYTES = 160;
  private static final byte[] IN = Bytes.ascii(" in ");
  private static final byte[] COLON = Bytes.ascii(": ");
  private static final byte[] CAUSED_BY = Bytes.ascii(" (caused by ");

  private final NameBuffer name = new NameBuffer();

  String of(ErrorDetails error, StackTrace trace, String culprit) {
    name.clear();
    Utf8 type = error.type();
    writeShort(type);
    if (type.isEmpty() && !error.message().equals(error.line())) {
      writeMessage(error.line());
    }
    if (!error.message().isEmpty()) {
      writeMessage(error.message());
    } else if (!culprit.isEmpty()) {
      writeCulprit(culprit);
    } else if (!type.isEmpty() && !error.line().isEmpty()) {
      writeMessage(error.line());
    }
    if (trace.exceptionCount() > 1) {
      writeCause(type, trace.head(trace.rootCause()).type(error.stackTrace().bytes()));
    }
    return name.substring(0);
  }

  /** Writes a type without its package or module. */
  private void writeShort(Utf8 type) {
    int last = lastPart(type);
    name.append(type.bytes(), last, Math.min(type.end(), last + MAX_TYPE_BYTES));
  }

  private static int lastPart(Utf8 type) {
    int dot = Bytes.lastIndexOf(type.bytes(), '.', type.start(), type.end());
    return Math.max(type.start(), dot + 1);
  }

  private void writeMessage(Utf8 message) {
    if (message.isEmpty()) {
      return;
    }
    if (name.length() > 0) {
      name.append(COLON);
    }
    MaskedText.write(message, false, MAX_MESSAGE_BYTES, name);
  }

  private void writeCulprit(String culprit) {
    if (name.length() > 0) {
      name.append(IN);
    }
    Utf8 text = Utf8.of(culprit);
    name.append(text.bytes());
  }

  private void writeCause(Utf8 type, Utf8 cause) {
    int causeStart = lastPart(cause);
    int typeStart = lastPart(type);
    boolean same =
        Arrays.equals(cause.bytes(), causeStart, cause.end(), type.bytes(), typeStart, type.end());
    if (!cause.isEmpty() && !same) {
      name.append(CAUSED_BY);
      writeShort(cause);
      name.append(')');
    }
  }
}
