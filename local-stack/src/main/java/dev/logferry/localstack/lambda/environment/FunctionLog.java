package dev.logferry.localstack.lambda.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The function's log stream: every line goes on to the reader, and is kept until it is taken. */
public final class FunctionLog {
  private final Consumer<String> reader;
  private final List<String> kept = new ArrayList<>();

  public FunctionLog(Consumer<String> reader) {
    this.reader = reader;
  }

  /** A line of the function. */
  synchronized void add(String line) {
    kept.add(line);
    reader.accept(line);
  }

  /** A line of the platform: START, END, REPORT. */
  synchronized void addPlatform(String line) {
    reader.accept(line);
  }

  /** The function's lines since the last call. */
  synchronized List<String> take() {
    var lines = List.copyOf(kept);
    kept.clear();
    return lines;
  }

  /** The newest lines that were not taken yet. */
  synchronized String last(int count) {
    return String.join("\n", kept.subList(Math.max(0, kept.size() - count), kept.size()));
  }
}
