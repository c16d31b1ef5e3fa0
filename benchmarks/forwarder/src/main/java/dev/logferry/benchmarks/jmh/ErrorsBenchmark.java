package dev.logferry.benchmarks.jmh;

import dev.logferry.forwarder.document.error.ErrorDetails;
import dev.logferry.forwarder.document.error.ErrorFinder;
import dev.logferry.forwarder.document.error.ErrorGroup;
import dev.logferry.forwarder.document.error.ErrorGrouping;
import dev.logferry.forwarder.document.error.FoundError;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.json.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What errors cost: looking for one in a text that has none, finding a stack trace of 4 KiB in a
 * text, and assigning it to its group. Beside them stands what it costs to look at each byte of the
 * stack trace once, a measure of the machine. Each invocation takes the next of 64 texts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ErrorsBenchmark {

  private static final int TEXTS = 64;
  private static final int STACK_TRACE_BYTES = 4 * 1024;
  private static final Utf8 SERVICE = Utf8.of("shop-api");
  private static final Utf8 LOGGER = Utf8.of("com.acme.shop.orders.OrderController");

  /** Whose stack traces they are. */
  @Param({"java", "python", "node", "go", "dotnet"})
  private String language = "";

  private final ErrorFinder finder = new ErrorFinder();
  private final ErrorGrouping grouping = new ErrorGrouping();
  private final List<Utf8> lines = new ArrayList<>();
  private final List<Utf8> texts = new ArrayList<>();
  private final List<ErrorDetails> errors = new ArrayList<>();
  private int next;

  /** Writes the texts, each with other numbers. */
  @Setup
  public void prepare() {
    for (int i = 0; i < TEXTS; i++) {
      lines.add(
          Utf8.of(
              "2026-11-29 08:29:%02d.%03d  INFO 1 --- [exec-%d] c.a.shop.orders.OrderController : order %d paid: 2 items, 1830 ms, customer %d"
                  .formatted(i % 60, i, i % 9, 48_000 + i, 7_000 + i)));
      Utf8 text = Utf8.of(StackTraces.of(language, i, STACK_TRACE_BYTES));
      FoundError found = finder.find(text).orElseThrow();
      texts.add(text);
      errors.add(
          new ErrorDetails(
              SERVICE, found.type(), found.message(), found.stackTrace(), LOGGER, Utf8.EMPTY));
    }
  }

  /** A line of text of 130 bytes without an error. */
  @Benchmark
  public Optional<FoundError> noError() {
    return finder.find(lines.get(turn()));
  }

  /** A stack trace that a line of text holds. */
  @Benchmark
  public Optional<FoundError> find() {
    return finder.find(texts.get(turn()));
  }

  /** The group of an error, as of a line in ECS, which says where the stack trace is. */
  @Benchmark
  public ErrorGroup group() {
    return grouping.group(errors.get(turn()));
  }

  /** The measure: the ends of the stack trace's lines. */
  @Benchmark
  public int lookOnce() {
    Utf8 text = texts.get(turn());
    int lines = 0;
    for (int at = text.start(); at < text.end(); at++) {
      at = Bytes.lineEnd(text.bytes(), at, text.end());
      lines++;
    }
    return lines;
  }

  private int turn() {
    next = (next + 1) % TEXTS;
    return next;
  }
}
