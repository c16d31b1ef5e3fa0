package dev.logferry.api.contract;

import java.util.List;
import java.util.Map;

/** How to get each documented status out of the service. */
final class Recipe {

  private static final int LARGEST_BODY_BYTES = 16 * 1024;
  private static final int LONGEST_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int LARGEST_HEADERS_BYTES = 16 * 1024;

  private static final Map<String, String> NOT_THERE =
      Map.of("id", "9007199254740991", "category", "there-is-no-such-category", "file", "none.js");

  private final Wire wire;
  private final Samples samples;

  Recipe(Wire wire, Samples samples) {
    this.wire = wire;
    this.samples = samples;
  }

  /** Whether it takes more than a request: something has to break. */
  static boolean needsFault(int status) {
    return status >= 500;
  }

  Ask ask(Operation operation, int status) {
    String good = samples.target(operation);
    Ask ask = Ask.of(operation.method(), good);
    return switch (status) {
      case 200 -> ask;
      case 304 -> ask.with("If-None-Match", wire.ask(ask).header("ETag").orElseThrow());
      case 400 -> Ask.of(operation.method(), good + "?nonsense=1");
      case 404 -> Ask.of(operation.method(), samples.target(operation, NOT_THERE, Map.of()));
      case 405 -> Ask.of(operation.method().equals("GET") ? "POST" : "DELETE", good);
      case 413 -> ask.withBody(new byte[LARGEST_BODY_BYTES + 1]);
      case 414 ->
          Ask.of(operation.method(), good + "?query=" + "a".repeat(LONGEST_REQUEST_LINE_BYTES));
      default -> throw new AssertionError("no recipe for a " + status + " of " + operation);
    };
  }

  /** Requests that are larger than usual, but not too large. */
  List<Ask> nearlyTooLarge(Operation operation) {
    Ask ask = Ask.of(operation.method(), samples.target(operation));
    return List.of(
        ask.withBody(new byte[LARGEST_BODY_BYTES]),
        ask.with("X-Large", "a".repeat(LARGEST_HEADERS_BYTES - 1024)));
  }
}
