package dev.logferry.cli.terminal;

import java.util.Locale;

/** Sizes for a person. */
public final class ByteCount {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private ByteCount() {}

  /** In powers of 1,000, with at most one decimal: {@code 1.5 MB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
