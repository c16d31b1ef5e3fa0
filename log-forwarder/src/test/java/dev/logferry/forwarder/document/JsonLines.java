package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random log lines that are as nasty as lines can be. */
final class JsonLines {

  private static final List<String> NASTY_NAMES =
      List.of(
          "",
          " ",
          ".",
          "..",
          "a.",
          ".a",
          "a..b",
          "\0",
          "a\0b",
          "\n",
          "\"",
          "\\",
          "{",
          "\uFFFD",
          "\uD800",
          "é",
          "😀",
          "_id",
          "_source",
          "_doc_count",
          "logferry",
          "logferry.displaced",
          "@timestamp",
          "@timestamp.x",
          "json",
          "json.a",
          "tags",
          "tags.a",
          "event",
          "event.id",
          "event.dataset",
          "data_stream",
          "data_stream.type",
          "data_stream.dataset.x",
          "cloud",
          "cloud.account.id.x",
          "aws",
          "aws.cloudwatch",
          "log",
          "log.level",
          "log.file",
          "level",
          "ecs",
          "ecs.version",
          "ecs.version.x",
          "message",
          "message.x",
          "msg",
          "time",
          "severity",
          "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t",
          "n".repeat(600));

  private static final List<String> PLAIN_NAMES =
      List.of("a", "b", "c", "a.b", "a.b.c", "b.c", "c.a", "a.a", "b.a.b");

  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          "x",
          "ERROR",
          " WARN ",
          "2025-11-22T09:30:00Z",
          "\0",
          "\n",
          "\r\n",
          "\u2028",
          "\"",
          "\\",
          "\\u0061",
          "\uD800",
          "\uDC00x",
          "😀",
          "{\"a\":1}",
          "aws",
          "forwarded");

  private static final List<String> NUMBERS =
      List.of("0", "-0", "1", "30", "1e999", "-1E-999", "1763803800123", "0.1", "9".repeat(40));

  private JsonLines() {}

  /** Objects, some of them in ECS form. */
  static Arbitrary<JsonObject> objects() {
    return object(3);
  }

  /** Objects as lines, lines cut short, and any text. */
  static Arbitrary<String> lines() {
    Arbitrary<String> json = objects().map(JsonText::text);
    Arbitrary<String> cut =
        Combinators.combine(json, Arbitraries.doubles().between(0, 1))
            .as((line, share) -> line.substring(0, (int) (line.length() * share)));
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(200);
    return Arbitraries.frequencyOf(Tuple.of(6, json), Tuple.of(2, cut), Tuple.of(1, text));
  }

  static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of(PLAIN_NAMES)), Tuple.of(2, Arbitraries.of(NASTY_NAMES)));
  }

  private static Arbitrary<JsonObject> object(int levels) {
    return Combinators.combine(names(), value(levels))
        .as(Member::new)
        .list()
        .ofMaxSize(levels == 3 ? 8 : 4)
        .map(JsonObject::new);
  }

  private static Arbitrary<Json> value(int levels) {
    Arbitrary<Json> scalar =
        Arbitraries.oneOf(
            Arbitraries.of(STRINGS).map(JsonString::new),
            Arbitraries.of(NUMBERS).map(JsonNumber::new),
            Arbitraries.of(true, false).map(JsonBoolean::new),
            Arbitraries.just(new JsonNull()));
    if (levels == 0) {
      return scalar;
    }
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalar),
        Tuple.of(3, object(levels - 1).map(object -> object)),
        Tuple.of(
            1, value(levels - 1).list().ofMaxSize(3).map(elements -> new JsonArray(elements))));
  }
}
