package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.json.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An error as a program writes it, with what is expected of it, from {@code resources/errors}.
 *
 * @param expected by name: type, message, culprit, name, key; or "same as" another example's key
 */
public record ErrorExample(String title, Map<String, String> expected, String text) {

  private static final List<String> FILES =
      List.of("java.txt", "python.txt", "node.txt", "go.txt", "dotnet.txt");

  public static List<ErrorExample> all() {
    return FILES.stream().flatMap(file -> read(file).stream()).toList();
  }

  public static List<ErrorExample> originals() {
    return all().stream().filter(example -> !example.expected.containsKey("same as")).toList();
  }

  public static ErrorExample named(String title) {
    return all().stream().filter(example -> example.title.equals(title)).findFirst().orElseThrow();
  }

  static List<ErrorExample> read(String file) {
    List<ErrorExample> examples = new ArrayList<>();
    for (String part : resource(file).split("(?m)^=== ", -1)) {
      if (!part.isEmpty()) {
        examples.add(parse(part));
      }
    }
    return examples;
  }

  private static ErrorExample parse(String part) {
    String[] halves = part.split("(?m)^---\n", 2);
    String[] head = halves[0].split("\n", -1);
    Map<String, String> expected = new TreeMap<>();
    for (int i = 1; i < head.length - 1; i++) {
      String[] field = head[i].split(": ?", 2);
      expected.put(field[0], field[1]);
    }
    return new ErrorExample(head[0], expected, halves[1].stripTrailing());
  }

  private static String resource(String file) {
    try (InputStream in = ErrorExample.class.getResourceAsStream("/errors/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no example file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is expected under a name; empty if nothing is said. */
  public String expected(String name) {
    return expected.getOrDefault(name, "");
  }

  FoundError found() {
    return new ErrorFinder().find(Utf8.of(text)).orElseThrow();
  }

  /** The group of the document that a text line becomes. */
  ErrorGroup group() {
    FoundError found = found();
    return group(found.type(), found.message(), found.stackTrace());
  }

  /** The group of a document whose logger wrote nothing but the stack trace. */
  ErrorGroup groupOfStackTraceAlone() {
    return group(Utf8.EMPTY, Utf8.EMPTY, found().stackTrace());
  }

  private static ErrorGroup group(Utf8 type, Utf8 message, Utf8 stackTrace) {
    return new ErrorGrouping()
        .group(
            new ErrorDetails(
                Utf8.of("shop"), type, message, stackTrace, Utf8.of("com.acme.Log"), Utf8.EMPTY));
  }

  @Override
  public String toString() {
    return title;
  }
}
