package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.document.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** Parsers of single values. Each throws IllegalArgumentException with what was expected. */
final class ValueParsers {

  private ValueParsers() {}

  static long bytes(String value, long least, long most) {
    int digits = leadingDigits(value);
    long unit =
        switch (value.substring(digits)) {
          case "", "B" -> 1;
          case "KiB" -> 1024L;
          case "MiB" -> 1024L * 1024;
          default -> 0;
        };
    if (digits < 1 || digits > 15 || unit == 0) {
      throw new IllegalArgumentException("expected a size such as 500000, 512KiB or 5MiB");
    }
    long amount = Long.parseLong(value.substring(0, digits));
    boolean beyondAnyLimit = amount > Long.MAX_VALUE / unit;
    return inRange(beyondAnyLimit ? Long.MAX_VALUE : amount * unit, least, most, " bytes");
  }

  static int count(String value, int least, int most) {
    try {
      return (int) inRange(Long.parseLong(value), least, most, "");
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "expected a whole number from %d to %d".formatted(least, most));
    }
  }

  private static long inRange(long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("must be from %d to %d%s".formatted(least, most, unit));
    }
    return value;
  }

  static Duration duration(String value) {
    int digits = leadingDigits(value);
    long milliseconds =
        switch (value.substring(digits)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          default -> 0;
        };
    if (digits < 1 || digits > 9 || milliseconds == 0) {
      throw new IllegalArgumentException("expected a duration such as 500ms, 5s or 2m");
    }
    Duration duration =
        Duration.ofMillis(Long.parseLong(value.substring(0, digits)) * milliseconds);
    if (duration.isZero() || duration.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException("must be above zero and at most 15m, a function's limit");
    }
    return duration;
  }

  private static int leadingDigits(String value) {
    int digits = 0;
    while (digits < value.length() && value.charAt(digits) >= '0' && value.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  static boolean yesOrNo(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  static Level level(String value) {
    return Level.named(value)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of " + Arrays.toString(Level.values()).toUpperCase(Locale.ROOT)));
  }

  static com.google.re2j.Pattern re2(String value) {
    try {
      return com.google.re2j.Pattern.compile(value);
    } catch (com.google.re2j.PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not an RE2 pattern: %s (look-around and back-references do not exist there; see https://github.com/google/re2/wiki/Syntax)"
              .formatted(e.getDescription()),
          e);
    }
  }

  static String fingerprint(String value) {
    String digits = value.replace(":", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected the SHA-256 fingerprint of the CA certificate, 64 hexadecimal digits, as `openssl x509 -fingerprint -sha256 -noout -in ca.pem` prints it");
    }
    return digits;
  }

  /**
   * Globs of log groups, separated by commas or blanks; each has to be one that a group can match.
   */
  static List<Glob> logGroupGlobs(String value) {
    List<Glob> globs = new ArrayList<>();
    StringTokenizer parts = new StringTokenizer(value, ", \t\r\n");
    while (parts.hasMoreTokens()) {
      globs.add(Glob.ofLogGroups(parts.nextToken()));
    }
    return globs;
  }

  static List<URI> urls(String value) {
    List<URI> urls = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      urls.add(url(part.strip()));
    }
    return urls;
  }

  private static URI url(String value) {
    try {
      URI uri = new URI(value);
      if (isNodeAddress(uri)) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // its message quotes the address, which may hold a password
    }
    throw new IllegalArgumentException(
        "expected addresses such as https://es1.example.internal:9200, separated by commas, without user, password or query");
  }

  private static boolean isNodeAddress(URI uri) {
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    return web && bare && uri.getHost() != null && uri.getPort() <= 65_535;
  }
}
