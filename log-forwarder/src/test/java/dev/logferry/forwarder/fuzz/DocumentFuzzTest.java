package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.sun.management.ThreadMXBean;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.RedactionRule.Replacement;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.redact.Redactor;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No line makes a document that Elasticsearch cannot take, nor costs more than its share. */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as one wants to go on
class DocumentFuzzTest {

  private static final Origin ORIGIN = new Origin("111122223333", "/ecs/shop-api", "api/api/0f1e");
  private static final List<Limits> LIMITS =
      List.of(
          new Limits(16, 500, 10 << 20),
          new Limits(6, 10, 16 * 1024),
          new Limits(20, 500, 64 << 20));
  private static final List<RedactionRule> RULES =
      List.of(
          new RedactionRule("id", new Field("user.id"), Replacement.HASH),
          new RedactionRule("a", new Field("a"), Replacement.MARK),
          new RedactionRule("x", new Matches(Pattern.compile("x+|\\W1")), Replacement.MARK));

  private static final int LONGEST_COMPARED = 20_000;
  private static final long ALLOCATED_BYTES_BASE = 8 << 20;
  private static final long ALLOCATED_BYTES_PER_CHARACTER = 2_000;

  @Test
  void every_line_becomes_a_document_that_elasticsearch_can_take() throws InterruptedException {
    FuzzRun.of(
        2_000,
        number -> {
          String line = FuzzedLines.line(number);
          Limits limits = LIMITS.get(Math.floorMod(number, LIMITS.size()));
          DocumentMapper mapper = mapper(limits, number % 4 == 0 ? RULES : List.of());
          LogEvent event = new LogEvent(number % 7 == 0 ? "" : "e" + number, time(number), line, 0);
          long before = allocatedBytes();

          LogDocument document = (LogDocument) mapper.map(ORIGIN, event, new RedactionCounts());

          assertThat(allocatedBytes() - before)
              .as("bytes allocated for a line of %d characters", line.length())
              .isLessThan(ALLOCATED_BYTES_BASE + line.length() * ALLOCATED_BYTES_PER_CHARACTER);
          DocumentLaws.check(document, limits);
        });
  }

  @Test
  void a_document_holds_all_that_its_line_says() throws InterruptedException {
    FuzzRun.of(
        1_000,
        number -> {
          String line = FuzzedLines.line(number);
          if (line.length() < LONGEST_COMPARED) {
            LogEvent event = new LogEvent("e", time(number), line, 0);

            LogDocument document =
                (LogDocument)
                    mapper(LIMITS.getFirst(), List.of()).map(ORIGIN, event, new RedactionCounts());

            NothingLost.check(line, document);
          }
        });
  }

  /** A function's instance has one mapper for all the lines of its life. */
  @Test
  void a_mapper_that_has_read_other_lines_makes_the_same_document() throws InterruptedException {
    ThreadLocal<DocumentMapper> used =
        ThreadLocal.withInitial(() -> mapper(LIMITS.getFirst(), List.of()));
    FuzzRun.of(
        1_000,
        number -> {
          LogEvent event = new LogEvent("e", time(number), FuzzedLines.line(number), 0);

          LogDocument document = (LogDocument) used.get().map(ORIGIN, event, new RedactionCounts());

          LogDocument alone =
              (LogDocument)
                  mapper(LIMITS.getFirst(), List.of()).map(ORIGIN, event, new RedactionCounts());
          assertThat(new String(document.json(), StandardCharsets.UTF_8))
              .isEqualTo(new String(alone.json(), StandardCharsets.UTF_8));
        });
  }

  private static DocumentMapper mapper(Limits limits, List<RedactionRule> rules) {
    Routes routes = new Routes(List.of(), new DataStream("shop", "production"));
    return new DocumentMapper(
        routes, LineFilter.KEEP_ALL, new Redactor(rules, "a key"), limits, "eu-central-1");
  }

  /** Mostly plausible; sometimes any number that JSON can hold. */
  private static long time(long number) {
    return number % 50 == 0 ? number * 0x9E3779B97F4A7C15L : 1_763_803_800_000L + number;
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
