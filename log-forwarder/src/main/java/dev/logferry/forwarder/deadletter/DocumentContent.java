package dev.logferry.forwarder.deadletter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a letter has to know of a document's JSON.
 *
 * @param origin as the document says it
 * @param fitsOneLine whether it is one JSON object on one line, as it should be. What is refused
 *     may be refused for that very reason, and must not damage the letters beside it
 */
record DocumentContent(DeadLetterOrigin origin, boolean fitsOneLine) {

  static DocumentContent of(byte[] json) {
    Optional<JsonMembers> members =
        JsonMembers.read(json, DeadLetterOrigin.FIELDS::contains, Set.of());
    return new DocumentContent(
        DeadLetterOrigin.of(members.map(JsonMembers::texts).orElse(Map.of())),
        members.isPresent() && isOneLine(json));
  }

  private static boolean isOneLine(byte[] json) {
    for (byte b : json) {
      if (b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }
}
