package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/**
 * A source file as a part of a frame's name: {@code orders/views} for {@code
 * /srv/releases/20261128/orders/views.py}. The folder tells files of one name apart; the path above
 * it, extensions, and what a bundler or a release adds, such as hashes, are left out.
 */
final class SourceFile {

  private static final int SHORTEST_HASH = 6;

  private SourceFile() {}

  /** Writes folder and name. */
  static void write(byte[] bytes, int start, int end, NameBuffer name) {
    int pathEnd = Bytes.indexOf(bytes, '?', start, end);
    int file = afterSlash(bytes, start, pathEnd);
    int folderEnd = Math.max(start, file - 1);
    int folder = afterSlash(bytes, start, folderEnd);
    if (isWord(bytes, folder, folderEnd)) {
      name.append(bytes, folder, folderEnd);
      name.append('/');
    }
    writeBase(bytes, file, pathEnd, name);
  }

  private static int afterSlash(byte[] bytes, int start, int end) {
    int at = end;
    while (at > start && bytes[at - 1] != '/' && bytes[at - 1] != '\\') {
      at--;
    }
    return at;
  }

  /** A folder with a digit in its name is often a release; {@code .} is none. */
  private static boolean isWord(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      if (Bytes.isDigit(bytes[at]) || bytes[at] == '.' || bytes[at] == ':') {
        return false;
      }
    }
    return end > start;
  }

  /** Writes {@code main} for {@code main.8f3a2b1c.js} and {@code main-DfG3x9.mjs}. */
  private static void writeBase(byte[] bytes, int start, int end, NameBuffer name) {
    int extension = Bytes.lastIndexOf(bytes, '.', start, end);
    int baseEnd = extension > start ? extension : end;
    int part = start;
    while (part < baseEnd) {
      int next = part;
      while (next < baseEnd && bytes[next] != '.' && bytes[next] != '-') {
        next++;
      }
      if (part == start || !isHash(bytes, part, next)) {
        name.append(bytes, part == start ? part : part - 1, next);
      }
      part = next + 1;
    }
  }

  private static boolean isHash(byte[] bytes, int start, int end) {
    boolean digit = false;
    for (int at = start; at < end; at++) {
      digit |= Bytes.isDigit(bytes[at]);
    }
    return digit && end - start >= SHORTEST_HASH;
  }
}
