package dev.logferry.forwarder.fuzz;

import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.testing.Payloads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program that maps one payload after another, each with one line of a megabyte that takes as
 * much memory as a line can; for a JVM with little heap.
 */
final class ReadsWorstLines {

  private static final int LINE_BYTES = (1 << 20) - 26;
  private static final long CAP_BYTES = 8 << 20;

  private ReadsWorstLines() {}

  public static void main(String[] args) {
    DocumentMapper mapper =
        new DocumentMapper(
            new Routes(List.of(), new DataStream("shop", "production")),
            LineFilter.KEEP_ALL,
            new Redactor(List.of(), ""),
            new Limits(16, 500, 10 << 20),
            "eu-central-1");
    int mapped = 0;
    String end = "";
    for (Supplier<String> line : lines()) {
      byte[] gzip = Payloads.gzip(Payloads.envelope(line.get()));
      LogBatch batch = (LogBatch) new SubscriptionDecoder(CAP_BYTES).decodePayload(gzip);
      Next next = batch.events().next();
      for (; next instanceof LogEvent event; next = batch.events().next()) {
        mapper.map(batch.origin(), event, new RedactionCounts());
        mapped++;
      }
      end = next.toString();
    }
    System.out.println(end + " after " + mapped);
  }

  static List<Supplier<String>> lines() {
    List<Supplier<String>> lines = new ArrayList<>();
    String deepPath = ("\"" + "p".repeat(500) + "\":{").repeat(12);
    for (String open : List.of("{\"ecs.version\":\"1\",\"a\":", "{\"a\":")) {
      lines.add(() -> filled(open + "[", "[],", "1]}"));
      lines.add(() -> filled(open + "[", "{},", "1]}"));
      lines.add(() -> filled(open + "[", "0,", "1]}"));
      lines.add(() -> filled(open + "[", "\"\",", "1]}"));
      lines.add(() -> filled(open + "[", "{\"\":1},", "1]}"));
      lines.add(() -> filled(open + "[", "{\"b\":1},{\"b\":\"\"},", "{}]}"));
      lines.add(() -> filled(open + "{", "\"\":1,", "\"b\":1}}"));
      lines.add(() -> filled(open + "{", "\"b\":1,\"b\":2,", "\"b\":1}}"));
      lines.add(
          () -> filled(open + "{" + deepPath + "\"b\":[", "{\"\":1},", "1]" + "}".repeat(14)));
      lines.add(() -> filled(open + "\"", "\\u0000", "\"}"));
      lines.add(() -> filled(open + "\"", "\\ud83d", "\"}"));
    }
    lines.add(() -> filled("", "\0", ""));
    lines.add(() -> filled("", "{\"a\":", ""));
    return lines;
  }

  private static String filled(String open, String part, String close) {
    int times = (LINE_BYTES - open.length() - close.length()) / part.length();
    return open + part.repeat(times) + close;
  }
}
