package dev.logferry.api.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A request that somebody could send.
 *
 * @param method that it has, as far as it has one
 * @param operation whose path it has; the first one if it has none
 * @param strict whether the operation itself has to allow for the answer, not just any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzedRequest(String method, Operation operation, boolean strict, byte[] bytes) {

  private static final List<String> METHODS =
      List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X");
  private static final List<String> BROKEN_ENCODINGS =
      List.of(
          "%", "%4", "%zz", "%%", "%u3042", "%ff", "%c0%80", "%ed%a0%80", "%f4%90%80%80", "%00");
  private static final List<String> NAMES =
      List.of("x", "limit[]", "Limit", "LIMIT", "query.raw", "sort%00", "", "%e3%81%82", "_method");
  private static final List<String> HEADERS =
      List.of(
          "If-None-Match",
          "Accept-Encoding",
          "traceparent",
          "tracestate",
          "Range",
          "Accept",
          "X-Forwarded-For",
          "User-Agent",
          "If-Modified-Since",
          "Cookie",
          "X-HTTP-Method-Override");
  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          " ",
          "*",
          "W/",
          "W/\"",
          "\"",
          ",,,",
          "gzip;q=",
          "gzip;q=9",
          "bytes=0-1",
          "\t",
          "ÿ",
          "00-00000000000000000000000000000000-0000000000000000-00",
          "a".repeat(4000));

  /** Makes such requests, the same for the same seed. */
  static final class Source {

    private final OpenApiDocument document;
    private final List<Operation> operations;
    private final Samples samples;
    private final String host;
    private final List<String> cursors;
    private final Random random;

    Source(
        OpenApiDocument document, Samples samples, String host, List<String> cursors, long seed) {
      this.document = document;
      this.operations = document.operations();
      this.samples = samples;
      this.host = host;
      this.cursors = cursors;
      this.random = new Random(seed);
    }

    FuzzedRequest next() {
      Operation operation = pick(operations);
      String method = chance(5) ? pick(METHODS) : operation.method();
      boolean strict = true;
      String target = operation.path();
      for (Parameter parameter : operation.in(Parameter.Place.PATH)) {
        String value = chance(40) ? encoded(value(parameter)) : good(operation, parameter);
        // These make another path of it.
        strict &= value.matches("[^/;.?#]+|[a-z-]+\\.(js|css)");
        target = target.replace("{" + parameter.name() + "}", value);
      }
      Ask ask = new Ask(method, target + query(operation), headers(), new byte[0]);
      byte[] bytes = ask.bytes(host);
      if (chance(8)) {
        byte[] mutated = mutated(bytes);
        return new FuzzedRequest(method(mutated), operation, false, mutated);
      }
      return new FuzzedRequest(method, operation, strict, bytes);
    }

    private String good(Operation operation, Parameter parameter) {
      String target = samples.target(operation);
      int start = operation.path().indexOf("{" + parameter.name() + "}");
      return target.substring(start).replaceAll("/.*", "");
    }

    private String query(Operation operation) {
      List<String> pairs = new ArrayList<>();
      for (Parameter parameter : operation.in(Parameter.Place.QUERY)) {
        for (int times = chance(30) ? 1 : chance(3) ? 2 : 0; times > 0; times--) {
          pairs.add(parameter.name() + "=" + encoded(value(parameter)));
        }
      }
      if (chance(5)) {
        pairs.add(pick(NAMES) + "=" + encoded(text()));
      }
      if (chance(4)) {
        pairs.add(pick(List.of("limit", "query", "cursor", "a=b=c", "&", "=", "==", "?")));
      }
      return pairs.isEmpty() ? "" : "?" + String.join(chance(2) ? ";" : "&", pairs);
    }

    private String value(Parameter parameter) {
      if (parameter.isCursor() && chance(80)) {
        return tampered(pick(cursors));
      }
      return chance(80) ? pick(Probe.of(document, parameter)).value() : text();
    }

    private String tampered(String cursor) {
      if (chance(30)) {
        return cursor;
      }
      StringBuilder text = new StringBuilder(cursor);
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(random.nextInt(cursor.length()), (char) (33 + random.nextInt(94)));
        case 1 -> text.deleteCharAt(random.nextInt(cursor.length()));
        case 2 -> text.insert(random.nextInt(cursor.length()), (char) (33 + random.nextInt(94)));
        default -> text.append("=".repeat(1 + random.nextInt(3)));
      }
      return text.toString();
    }

    /** Any text: of all planes of Unicode, controls and unpaired surrogates among them. */
    private String text() {
      int length = chance(5) ? 90 + random.nextInt(200) : random.nextInt(12);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        int most = pick(List.of(0x20, 0x80, 0x800, 0x3100, 0x10000, 0x110000));
        text.appendCodePoint(random.nextInt(most));
      }
      return text.toString();
    }

    private String encoded(String text) {
      if (chance(4)) {
        return pick(BROKEN_ENCODINGS);
      }
      String encoded = Samples.encoded(text);
      return chance(10) ? encoded.toLowerCase(java.util.Locale.ROOT).replace("%20", "+") : encoded;
    }

    private List<String> headers() {
      List<String> lines = new ArrayList<>();
      while (chance(25)) {
        lines.add(pick(HEADERS) + ": " + (chance(70) ? pick(HEADER_VALUES) : visible(text())));
      }
      return lines;
    }

    private static String visible(String text) {
      return text.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    }

    /** As the server library reads it: whatever the case. */
    private static String method(byte[] request) {
      String text = new String(request, StandardCharsets.ISO_8859_1);
      return text.replaceAll("(?s) .*", "").toUpperCase(java.util.Locale.ROOT);
    }

    /** With some bytes changed, left out or repeated. */
    private byte[] mutated(byte[] request) {
      StringBuilder text = new StringBuilder(new String(request, StandardCharsets.ISO_8859_1));
      for (int times = 1 + random.nextInt(3); times > 0 && text.length() > 1; times--) {
        int at = random.nextInt(chance(50) ? Math.min(40, text.length()) : text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.insert(at, pick(List.of("\r", "\n", "\u0000", " ", "\r\n", ":", "HTTP")));
          default -> text.setLength(at);
        }
      }
      return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return operation + ": " + text.substring(0, Math.min(600, text.length()));
  }
}
