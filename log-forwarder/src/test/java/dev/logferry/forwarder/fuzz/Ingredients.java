package dev.logferry.forwarder.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names, texts and numbers that have broken somebody's log pipeline, or could. */
final class Ingredients {

  /** Names that a service could have invented; a document may hold them as they are. */
  private static final List<String> INVENTED =
      List.of(
          "a",
          "b",
          "c",
          "a.b",
          "a.b.c",
          "b.a",
          "user",
          "user.id",
          "two words",
          "語",
          "😀",
          "UPPER",
          "a-b",
          "a:b",
          "a/b",
          "a*b",
          "$a",
          "_a",
          "0",
          "a\\b",
          "a\"b",
          "line\nbreak",
          "c1\u0085",
          "\u2028",
          "\uFEFF",
          "long" + "語".repeat(400),
          "x".repeat(512),
          "x".repeat(100) + ".y",
          "p.q.r.s.t.u.v.w.x.y.z.p.q.r.s.t.u.v.w.x.y.z");

  /** Names that ECS, the forwarder or Elasticsearch give a meaning. */
  private static final List<String> KNOWN =
      List.of(
          "@timestamp",
          "@timestamp.x",
          "ecs.version",
          "ecs",
          "ecs.version.x",
          "message",
          "message.x",
          "msg",
          "log",
          "log.level",
          "log.level.x",
          "log.file",
          "log.file.path",
          "level",
          "severity",
          "time",
          "ts",
          "tags",
          "tags.x",
          "labels",
          "event",
          "event.id",
          "event.created",
          "event.duration",
          "event.original",
          "error",
          "error.message",
          "error.stack_trace",
          "trace.id",
          "service.name",
          "data_stream",
          "data_stream.dataset",
          "data_stream.type.x",
          "cloud",
          "cloud.account",
          "cloud.account.id",
          "aws",
          "aws.cloudwatch",
          "aws.cloudwatch.event_id.x",
          "logferry",
          "logferry.guarded",
          "logferry.displaced.x",
          "json",
          "json.a",
          "version",
          "_id",
          "_source",
          "_index",
          "_ignored",
          "_routing",
          "_doc_count",
          "_tsid",
          "_id.x",
          "_source.x");

  /** Names that Elasticsearch refuses. */
  private static final List<String> REFUSED =
      List.of(
          "",
          " ",
          "\t",
          "\u2003",
          ".",
          "..",
          ".a",
          "a.",
          "a..b",
          "a. .b",
          "\0",
          "a\0b",
          "\uD800",
          "\uDC00x",
          "x".repeat(513),
          ".".repeat(300),
          "a.".repeat(255) + "a");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "ERROR",
          " WARN ",
          "true",
          "1",
          "1.5",
          "2026-11-22T09:30:00Z",
          "2026-11-22T09:30:00,123456789+09",
          "9999-12-31T23:59:59Z",
          "2026-13-45T99:99:99Z",
          "\0",
          "\n",
          "\r\n\u0085\u2028\u2029",
          "\"",
          "\\",
          "\\u0061",
          "\uD800",
          "\uDC00x",
          "x\uD83D",
          "😀",
          "{\"a\":1}",
          "[",
          "aws",
          "forwarded",
          "null",
          "\u202Eabc",
          "\u001B[31mred\u001B[0m");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "30",
          "1.0",
          "0.1",
          "1e2",
          "1E-400",
          "1e39",
          "3.4028235e38",
          "3.4028236e38",
          "1e308",
          "1e400",
          "-1e999",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "1763803800123",
          "1763803800.123456789",
          "9".repeat(40),
          "9".repeat(999),
          "0." + "1".repeat(900));

  private static final List<String> NOT_NUMBERS =
      List.of("1e99999999999", "9".repeat(1_001), "01", "+1", ".5", "1.", "NaN", "0x10", "-");

  private static final List<String> LARGE_TEXTS =
      List.of(
          "語".repeat(8_000),
          "語".repeat(9_000),
          "😀".repeat(4_000),
          "x".repeat(8_000),
          "x".repeat(33_000));

  /** What texts are read by: repeated, they make what is slow to read, if anything is. */
  private static final List<String> TEXT_PARTS =
      List.of(
          "2026-11-29T08:29:00.123Z ",
          "29/Nov/2026:08:29:00 +0000 ",
          "[ERROR] ",
          "[",
          "(",
          "<",
          "\"",
          " ",
          "\t",
          "\n",
          ": ",
          "a: ",
          "a=1 ",
          "a=\"b\" ",
          "a.b",
          "x",
          "7",
          "\u001B[31m",
          "java.lang.IllegalStateException: ",
          "Error: ",
          "Error [",
          "Exception in thread \"",
          "\n\tat com.acme.A.b(A.java:1)",
          "\n\tat a.b(",
          "\n    at a (/srv/a.js:1:2)",
          "\n    at ",
          "\nCaused by: ",
          "\nCaused by: a.B: c",
          "\n\tSuppressed: a.B",
          " ---> ",
          " ---> A.B [",
          "Traceback (most recent call last):",
          "\n  File \"a.py\", line 1, in b",
          "\n  File \"",
          "\npanic: ",
          "\ngoroutine 1 [running]:",
          "\nmain.a()\n\t/srv/a.go:1 +0x1",
          "$$Lambda",
          "lambda$");

  private Ingredients() {}

  /** A text of a few parts, again and again. */
  static String repetitive(RandomGenerator random, int characters) {
    StringBuilder part = new StringBuilder();
    for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
      part.append(one(random, TEXT_PARTS));
    }
    return part.repeat(part.toString(), characters / part.length()).toString();
  }

  /**
   * A member's name.
   *
   * @param suffix ends the names that are invented, so that those of several lines do not meet
   */
  static String name(RandomGenerator random, String suffix) {
    int kind = random.nextInt(10);
    if (kind < 6) {
      return one(random, INVENTED) + suffix;
    }
    if (kind < 9) {
      return one(random, KNOWN);
    }
    return random.nextInt(50) == 0 ? "x".repeat(60_000) : one(random, REFUSED);
  }

  static String text(RandomGenerator random) {
    return one(random, random.nextInt(40) == 0 ? LARGE_TEXTS : TEXTS);
  }

  /** A number's literal; some are not JSON. */
  static String number(RandomGenerator random) {
    return one(random, random.nextInt(100) == 0 ? NOT_NUMBERS : NUMBERS);
  }

  static <T> T one(RandomGenerator random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
