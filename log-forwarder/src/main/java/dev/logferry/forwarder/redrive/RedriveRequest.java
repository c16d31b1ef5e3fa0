package dev.logferry.forwarder.redrive;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an invocation asks for. A schedule asks for nothing special: dead letters that were written
 * under the present rules then wait. The operator can ask for them: {@code {"refused":"all"}}, or
 * with the beginning of a key in place of {@code all}; {@code unreadable} likewise.
 *
 * @param refused prefix of the keys below {@code refused/} that are tried whatever their rules were
 * @param unreadable the same below {@code unreadable/}
 */
public record RedriveRequest(Optional<String> refused, Optional<String> unreadable) {

  /** What the schedule asks for. */
  public static final RedriveRequest SCHEDULED =
      new RedriveRequest(Optional.empty(), Optional.empty());

  private static final String EXPECTED =
      "expected {} or {\"refused\":\"all\"}, {\"refused\":\"refused/2026/11/22/\"}, and likewise with unreadable";

  private static final Set<String> MEMBERS = Set.of("refused", "unreadable");

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
        if (!MEMBERS.contains(member.getKey()) || !member.getValue().isString()) {
          throw new IllegalArgumentException(
              "the event's member '%s' is unknown, or no text; %s"
                  .formatted(member.getKey(), EXPECTED));
        }
      }
      return new RedriveRequest(prefix(json, "refused"), prefix(json, "unreadable"));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the event is not JSON; " + EXPECTED, e);
    }
  }

  /** EventBridge's own event, whose members are its own affair; an empty event too. */
  private static boolean isScheduled(JsonNode json) {
    return json.isMissingNode() || json.isNull() || json.has("detail-type");
  }

  private static Optional<String> prefix(JsonNode json, String name) {
    String asked = json.path(name).asString("");
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (asked.equals("all")) {
      return Optional.of("");
    }
    if (!asked.startsWith(name + "/")) {
      throw new IllegalArgumentException(
          "%s is '%s', which is neither all nor the beginning of a key, such as %s/2026/11/22/"
              .formatted(name, asked, name));
    }
    return Optional.of(asked);
  }

  /** Whether the operator asks for this object. */
  boolean asksFor(Item item) {
    String key = item.key().substring(item.source().prefix().length());
    return switch (item.source().kind()) {
      case FAILED_INVOCATION -> true;
      case UNREADABLE -> unreadable.filter(("unreadable/" + key)::startsWith).isPresent();
      case REFUSED -> refused.filter(("refused/" + key)::startsWith).isPresent();
    };
  }
}
