package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.deadletter.DeadLetterKind;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an invocation asks for. A schedule asks for nothing special: dead letters that were written
 * under the present rules then wait. An operator can ask for them: {@code {"rejected":"all"}}, or
 * with the beginning of a key in place of {@code all}; {@code malformed} likewise. {@code
 * {"dry_run":true}} reads everything and changes nothing.
 *
 * @param rejected prefix of the keys below {@code rejected/} that are tried whatever their rules
 *     were
 * @param malformed the same below {@code malformed/}
 * @param isDryRun whether nothing is sent, written or deleted
 */
public record RedriveRequest(
    Optional<String> rejected, Optional<String> malformed, boolean isDryRun) {

  /** What the schedule asks for. */
  public static final RedriveRequest SCHEDULED =
      new RedriveRequest(Optional.empty(), Optional.empty(), false);

  private static final String EXPECTED =
      "expected {}, {\"dry_run\":true}, {\"rejected\":\"all\"} or {\"rejected\":\"rejected/2026/11/22/\"}, and likewise with malformed";

  /**
   * Reads an invocation's event.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static RedriveRequest read(InputStream event) {
    try {
      JsonNode json = JsonMapper.shared().readTree(event);
      if (isScheduled(json)) {
        return SCHEDULED;
      }
      if (!json.isObject()) {
        throw new IllegalArgumentException("the event is not a JSON object; " + EXPECTED);
      }
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        check(member.getKey(), member.getValue());
      }
      return new RedriveRequest(
          prefix(json, DeadLetterKind.REJECTED, "rejected"),
          prefix(json, DeadLetterKind.MALFORMED, "malformed"),
          json.path("dry_run").asBoolean(false));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the event is not JSON; " + EXPECTED, e);
    }
  }

  private static void check(String name, JsonNode value) {
    boolean known =
        switch (name) {
          case "rejected", "malformed" -> value.isString();
          case "dry_run" -> value.isBoolean();
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "the event's member '%s' is unknown, or has a wrong type; %s".formatted(name, EXPECTED));
    }
  }

  /** EventBridge's own event, whose members do not matter here; an empty event too. */
  private static boolean isScheduled(JsonNode json) {
    return json.isMissingNode() || json.isNull() || json.has("detail-type");
  }

  private static Optional<String> prefix(JsonNode json, DeadLetterKind kind, String name) {
    String asked = json.path(name).asString("");
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (asked.equals("all")) {
      return Optional.of("");
    }
    if (!asked.startsWith(kind.folder())) {
      throw new IllegalArgumentException(
          "%s is '%s', which is neither all nor the beginning of a key, such as %s2026/11/22/"
              .formatted(name, asked, kind.folder()));
    }
    return Optional.of(asked);
  }

  /** Whether the operator asks for this object of dead letters. */
  boolean asksFor(RedriveObject object) {
    DeadLetterKind kind = object.source().letters().orElseThrow();
    String key = kind.folder() + object.key().substring(object.source().prefix().length());
    return switch (kind) {
      case RETRYABLE -> true;
      case REJECTED -> rejected.isPresent() && key.startsWith(rejected.get());
      case MALFORMED -> malformed.isPresent() && key.startsWith(malformed.get());
    };
  }
}
