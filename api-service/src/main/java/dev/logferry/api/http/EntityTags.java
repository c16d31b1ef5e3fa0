package dev.logferry.api.http;

import java.util.Arrays;
import java.util.Locale;

/** Reads the headers by which a client says what it has and what it takes. */
final class EntityTags {

  private EntityTags() {}

  /** Whether one of the tags that a client has is the given weak one, compared weakly. */
  static boolean matches(String ifNoneMatch, String tag) {
    String opaque = tag.substring("W/".length());
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .anyMatch(has -> has.equals("*") || has.equals(tag) || has.equals(opaque));
  }

  /** Whether a client takes gzip: it names it, and not with a quality of zero. */
  static boolean acceptsGzip(String acceptEncoding) {
    return Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
        .map(coding -> coding.replaceAll("\\s", ""))
        .filter(coding -> coding.equals("gzip") || coding.startsWith("gzip;"))
        .anyMatch(coding -> !coding.matches("gzip;q=0(\\.0*)?"));
  }
}
