package dev.logferry.forwarder.document;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How grave a log line is, whatever its logger calls it. In rising order. */
public enum Level {
  TRACE("TRACE TRCE TRC FINEST FINER VERBOSE VRB SILLY SPAM"),
  DEBUG("DEBUG DEBU DBUG DBG FINE CONFIG"),
  INFO("INFO INF INFORMATION INFORMATIONAL NOTICE NOTE SYSTEM LOG DEFAULT SUCCESS HTTP AUDIT"),
  WARN("WARN WARNING WRN"),
  ERROR("ERROR ERR ERRO EROR FAIL FAILURE SEVERE"),
  FATAL("FATAL FTL CRITICAL CRIT ALERT EMERGENCY EMERG PANIC PNC DPANIC");

  /** Names that begin many a line without being its level. */
  private static final long[] MISTAKABLE =
      hashes("LOG DEFAULT SUCCESS HTTP AUDIT CONFIG FINE FAIL FAILURE ALERT SYSTEM NOTE SPAM");

  private static final int SLOTS = 128;
  private static final long[] HASHES = new long[SLOTS];
  private static final Level[] LEVELS = new Level[SLOTS];

  static {
    for (Level level : values()) {
      for (String name : level.names.split(" ", -1)) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        long hash = hash(bytes, 0, bytes.length);
        int slot = slot(hash);
        HASHES[slot] = hash;
        LEVELS[slot] = level;
      }
    }
  }

  private final String names;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes the bytes of a name
  private final Utf8 utf8;

  Level(String names) {
    this.names = names;
    this.utf8 = Utf8.of(name());
  }

  /** The name as documents have it. */
  public Utf8 utf8() {
    return utf8;
  }

  /** The level that a logger's name for it stands for, whatever its case and padding. */
  public static Optional<Level> named(String name) {
    byte[] bytes = name.strip().getBytes(StandardCharsets.UTF_8);
    return Optional.ofNullable(ofName(bytes, 0, bytes.length));
  }

  /**
   * The level that a text names, with colour codes and blanks around it, in any case, or as a
   * number.
   *
   * @return null if it names none
   */
  public static @Nullable Level read(byte[] text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && (text[from] == ' ' || text[from] == '\u001b')) {
      from = text[from] == ' ' ? from + 1 : endOfColour(text, from, to);
    }
    int nameEnd = from;
    while (nameEnd < to && text[nameEnd] != '\u001b') {
      nameEnd++;
    }
    while (nameEnd > from && (text[nameEnd - 1] == ' ' || text[nameEnd - 1] == ':')) {
      nameEnd--;
    }
    if (nameEnd == from) {
      return null;
    }
    boolean number = text[from] >= '0' && text[from] <= '9';
    return number ? ofNumber(text, from, nameEnd) : ofName(text, from, nameEnd);
  }

  /** After a terminal's escape sequence, such as {@code ESC[31m}. */
  private static int endOfColour(byte[] text, int start, int end) {
    int at = start + 1;
    while (at < end && (text[at] < '@' || text[at] == '[')) {
      at++;
    }
    return Math.min(at + 1, end);
  }

  /** The level of a name without anything around it; null if it is none. */
  public static @Nullable Level ofName(byte[] name, int start, int end) {
    long hash = hash(name, start, end);
    int slot = slot(hash);
    return HASHES[slot] == hash ? LEVELS[slot] : null;
  }

  /** Whether the name of a level is hardly a word of another meaning. */
  public static boolean isUnmistakable(byte[] name, int start, int end) {
    int nameEnd = end;
    while (nameEnd > start && name[nameEnd - 1] == ':') {
      nameEnd--;
    }
    long hash = hash(name, start, nameEnd);
    for (long mistakable : MISTAKABLE) {
      if (hash == mistakable) {
        return false;
      }
    }
    return true;
  }

  private static long[] hashes(String names) {
    String[] each = names.split(" ", -1);
    long[] hashes = new long[each.length];
    for (int i = 0; i < each.length; i++) {
      byte[] bytes = each[i].getBytes(StandardCharsets.US_ASCII);
      hashes[i] = hash(bytes, 0, bytes.length);
    }
    return hashes;
  }

  /** Where a hash stands in the table, or would stand. */
  private static int slot(long hash) {
    int slot = Hash.slot(hash, SLOTS);
    while (HASHES[slot] != 0 && HASHES[slot] != hash) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  /** Of the upper-case name. */
  private static long hash(byte[] name, int start, int end) {
    long hash = Hash.EMPTY;
    for (int at = start; at < end; at++) {
      byte c = name[at];
      hash = Hash.step(hash, (byte) (c >= 'a' && c <= 'z' ? c - 0x20 : c));
    }
    return hash;
  }

  /**
   * The level that a number stands for: 10 to 69 are pino's and bunyan's, in tens, and thousands
   * are logback's.
   *
   * @see <a href="https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object">pino
   *     levels</a>
   * @return null if it stands for none
   */
  public static @Nullable Level ofNumber(byte[] digits, int start, int end) {
    int number = number(digits, start, end);
    return switch (number < 70 ? number / 10 : number) {
      case 1, 5_000 -> TRACE;
      case 2, 10_000 -> DEBUG;
      case 3, 20_000 -> INFO;
      case 4, 30_000 -> WARN;
      case 5, 40_000 -> ERROR;
      case 6 -> FATAL;
      default -> null;
    };
  }

  /** The level that begins with a letter, in capitals; null if none does. */
  public static @Nullable Level ofLetter(byte letter) {
    return switch (letter) {
      case 'T', 'V' -> TRACE;
      case 'D' -> DEBUG;
      case 'I', 'N' -> INFO;
      case 'W' -> WARN;
      case 'E' -> ERROR;
      case 'F', 'C' -> FATAL;
      default -> null;
    };
  }

  /**
   * The level of a severity of syslog, from 0, emergency, to 7, debug; null if it is another
   * number.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1">RFC 5424</a>
   */
  public static @Nullable Level ofSyslogSeverity(int severity) {
    return switch (severity) {
      case 0, 1, 2 -> FATAL;
      case 3 -> ERROR;
      case 4 -> WARN;
      case 5, 6 -> INFO;
      case 7 -> DEBUG;
      default -> null;
    };
  }

  /**
   * The level of a severity number of OpenTelemetry, four for each level from 1 on.
   *
   * @see <a
   *     href="https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber">SeverityNumber</a>
   * @return null if it is another number
   */
  public static @Nullable Level ofOpenTelemetry(byte[] digits, int start, int end) {
    int number = number(digits, start, end);
    return number >= 1 && number <= 24 ? values()[(number - 1) / 4] : null;
  }

  /**
   * The level of a number of Python's logging.
   *
   * @see <a href="https://docs.python.org/3/library/logging.html#logging-levels">Logging levels</a>
   * @return null if it is another number
   */
  public static @Nullable Level ofPython(byte[] digits, int start, int end) {
    return switch (number(digits, start, end) / 10) {
      case 1 -> DEBUG;
      case 2 -> INFO;
      case 3 -> WARN;
      case 4 -> ERROR;
      case 5 -> FATAL;
      default -> null;
    };
  }

  /** A number of up to five digits; -1 if it is none. */
  private static int number(byte[] digits, int start, int end) {
    int number = 0;
    for (int at = start; at < end; at++) {
      if (digits[at] < '0' || digits[at] > '9' || at - start == 5) {
        return -1;
      }
      number = number * 10 + digits[at] - '0';
    }
    return start == end ? -1 : number;
  }
}
