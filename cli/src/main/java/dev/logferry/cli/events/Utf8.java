package dev.logferry.cli.events;

/** Sizes in UTF-8, by which CloudWatch counts. */
public final class Utf8 {

  private Utf8() {}

  /** Bytes of a text that has no unpaired surrogate. */
  public static int bytesOf(String text) {
    int bytes = 0;
    for (int index = 0; index < text.length(); index++) {
      bytes += bytesOf(text.charAt(index));
    }
    return bytes;
  }

  /** Bytes of one UTF-16 unit; each half of a surrogate pair counts for half of the four bytes. */
  static int bytesOf(char unit) {
    if (unit < 0x80) {
      return 1;
    }
    return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
  }

  /** The last index at or before this one that does not part a surrogate pair. */
  public static int boundaryAtOrBefore(String text, int index) {
    boolean parts =
        index > 0
            && index < text.length()
            && Character.isHighSurrogate(text.charAt(index - 1))
            && Character.isLowSurrogate(text.charAt(index));
    return parts ? index - 1 : index;
  }
}
