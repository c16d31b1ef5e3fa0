package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonNumbers;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * Lines of {@code key=value} pairs, as logrus, log/slog and many others write them: {@code
 * time=2026-11-28T22:00:00Z level=error msg="payment refused" order=7}. Every word of the line has
 * to be a pair, and one of them a level, a message or a time.
 *
 * @see <a href="https://www.brandur.org/logfmt">logfmt</a>
 */
final class Logfmt {

  static final String TITLE = "logfmt";
  static final String RECOGNISED_BY =
      "pairs of `key=value` alone, with a level, a message or a time";
  static final String EXAMPLE =
      "time=2026-11-28T22:00:00Z level=error msg=\"payment refused\" service=shop order=7";

  private static final int LONGEST_KEY = 128;
  private static final int MOST_PAIRS = 1_000;
  private static final String[] MARKS = {
    "level", "lvl", "severity", "msg", "message", "time", "ts", "timestamp", "event"
  };

  private Logfmt() {}

  /**
   * Appends the pairs as a JSON object.
   *
   * @return whether the line is of this form; if not, what was appended means nothing
   */
  static boolean toJson(Utf8 line, Utf8Buffer json) {
    byte[] text = line.bytes();
    int end = line.end();
    int at = line.start();
    boolean marked = false;
    int pairs = 0;
    json.append('{');
    while (at < end) {
      int keyEnd = keyEnd(text, at, end);
      if (keyEnd < 0 || pairs == MOST_PAIRS) {
        return false;
      }
      marked |= isMark(text, at, keyEnd);
      json.appendAscii(pairs == 0 ? "\"" : ",\"");
      json.append(text, at, keyEnd);
      json.appendAscii("\":");
      at = value(text, keyEnd + 1, end, json);
      if (at < 0) {
        return false;
      }
      pairs++;
      while (at < end && isBlank(text[at])) {
        at++;
      }
    }
    json.append('}');
    return marked && pairs > 1;
  }

  /** Where a key ends, at its equals sign; -1 if there is no key. */
  private static int keyEnd(byte[] text, int start, int end) {
    int at = start;
    while (at < end && isOfKey(text[at]) && at - start < LONGEST_KEY) {
      at++;
    }
    return at > start && at < end && text[at] == '=' ? at : -1;
  }

  private static boolean isOfKey(byte c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-'
        || c == '@'
        || c == '/';
  }

  private static boolean isMark(byte[] text, int start, int end) {
    for (String mark : MARKS) {
      if (mark.length() == end - start
          && KnownNames.hash(Hash.EMPTY, text, start, end) == KnownNames.hash(Hash.EMPTY, mark)) {
        return true;
      }
    }
    return false;
  }

  /** Appends a value as JSON; the position after it, or -1 if its quote is never closed. */
  private static int value(byte[] text, int start, int end, Utf8Buffer json) {
    if (start < end && text[start] == '"') {
      return quoted(text, start, end, json);
    }
    int at = start;
    while (at < end && !isBlank(text[at])) {
      at++;
    }
    if (isPlainNumber(text, start, at)) {
      json.append(text, start, at);
    } else {
      json.append('"');
      JsonStrings.escape(text, start, at, json);
      json.append('"');
    }
    return at;
  }

  /** A text in quotes is nearly JSON already: what is no escape there becomes one. */
  private static int quoted(byte[] text, int start, int end, Utf8Buffer json) {
    json.append('"');
    int at = start + 1;
    while (at < end && text[at] != '"') {
      if (text[at] == '\\' && at + 1 < end && JsonStrings.simpleEscape(text[at + 1]) != 0) {
        json.append(text, at, at + 2);
        at += 2;
      } else {
        JsonStrings.escape(text, at, at + 1, json);
        at++;
      }
    }
    json.append('"');
    return at < end ? at + 1 : -1;
  }

  private static boolean isPlainNumber(byte[] text, int start, int end) {
    return end - start < 16 && JsonNumbers.end(text, start, end) == end;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
