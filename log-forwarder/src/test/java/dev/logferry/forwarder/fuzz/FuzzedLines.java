package dev.logferry.forwarder.fuzz;

import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import dev.logferry.forwarder.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log lines, each made from a number: real ones from {@code events/} changed, and invented ones.
 */
public final class FuzzedLines {

  private static final int LARGE_CHARACTERS = 400_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> REAL = realLines();
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "\\u",
          "\\ud83d",
          "\\u0000",
          "null",
          "{\"a\":",
          "\"a.b\":",
          "\"@timestamp\":",
          "\"ecs.version\":\"1\",",
          "\0",
          "\uD83D",
          "\uDE00",
          "\n",
          " ",
          "1e999",
          "-",
          "/*",
          "\uFEFF");

  private FuzzedLines() {}

  /** The line of a number: the same one in every run. */
  public static String line(long number) {
    return line(number, "");
  }

  /**
   * The line of a number.
   *
   * @param suffix ends the names that are invented, so that those of several lines do not meet
   */
  public static String line(long number, String suffix) {
    RandomGenerator random = new SplittableRandom(number);
    return switch (random.nextInt(20)) {
      case 0, 1 -> damaged(random, invented(random, suffix));
      case 2, 3 -> damaged(random, Ingredients.one(random, REAL));
      case 4, 5, 6, 7 -> realChanged(random, suffix);
      case 8 -> random.nextInt(8) == 0 ? large(random) : Ingredients.text(random);
      default -> invented(random, suffix);
    };
  }

  private static String invented(RandomGenerator random, String suffix) {
    String first = random.nextInt(3) == 0 ? "" : "\"ecs.version\":\"1.2.0\"";
    FuzzedJson json = new FuzzedJson(random, suffix, 10);
    return json.object(first, 1 + random.nextInt(6)).text();
  }

  private static String realChanged(RandomGenerator random, String suffix) {
    String line = Ingredients.one(random, REAL);
    try {
      JsonNode tree = JSON.readTree(line);
      int oneChangeIn = random.nextInt(2, 20);
      return new FuzzedJson(random, suffix, oneChangeIn).changed(tree).text();
    } catch (JacksonException _) { // plain text, or a line that was cut
      return damaged(random, line);
    }
  }

  /** A line with some of its characters gone, doubled, changed, or moved. */
  private static String damaged(RandomGenerator random, String line) {
    StringBuilder damaged = new StringBuilder(line);
    int wounds = 1 + random.nextInt(4);
    for (int wound = 0; wound < wounds; wound++) {
      int from = random.nextInt(damaged.length() + 1);
      int to = Math.min(damaged.length(), from + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> damaged.delete(from, to);
        case 1 -> damaged.insert(to, damaged.substring(from, to));
        case 2 -> damaged.insert(from, Ingredients.one(random, TOKENS));
        case 3 -> damaged.setLength(from);
        default -> damaged.replace(from, to, String.valueOf((char) random.nextInt(0x10000)));
      }
    }
    return damaged.toString();
  }

  /** Something repeated until it is as long as a line can be in one way or another. */
  private static String large(RandomGenerator random) {
    String open = random.nextInt(2) == 0 ? "{\"ecs.version\":\"1\",\"a\":" : "{\"a\":";
    int length = random.nextInt(LARGE_CHARACTERS);
    String member = "\"" + Ingredients.name(random, "").replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\"";
    return switch (random.nextInt(12)) {
      case 0 -> open + "[" + repeated("{" + member + ":1},", length) + "{}]}";
      case 1 -> open + "[" + repeated("[],", length) + "[]]}";
      case 2 -> open + "{" + repeated(member + ":1,", length) + "\"b\":{}}}";
      case 3 -> open + "\"" + repeated("\\u0041\\n", length) + "\"}";
      case 4 -> repeated("{" + member + ":", length);
      case 5 -> open + repeated("{" + member + ":", 150 * member.length()) + "1" + "}".repeat(150);
      case 6 -> repeated("\\\"a\\\":\\\"", length);
      case 7 -> repeated(Ingredients.text(random) + "\uD800", length);
      default -> Ingredients.repetitive(random, length);
    };
  }

  private static String repeated(String part, int characters) {
    return part.repeat(Math.max(1, characters / part.length()));
  }

  private static List<String> realLines() {
    List<String> lines = new ArrayList<>();
    for (String name : Events.names()) {
      for (JsonNode event : JSON.readTree(Events.envelope(name)).path("logEvents")) {
        String message = event.path("message").asString();
        if (message.length() < 100_000) {
          lines.add(message);
        }
      }
    }
    for (Program program : Corpus.programs()) {
      lines.addAll(program.events());
    }
    return List.copyOf(lines);
  }
}
