package dev.logferry.forwarder.deadletter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What stands in a JSON object: texts and numbers by their dotted names, and some members as they
 * are. Streaming, since the data binding would cost a cold start.
 */
final class JsonMembers {

  /** A payload can be longer, and a document stranger, than the parser allows by default. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(100_000)
                  .build())
          .build();

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Slice> slices = new HashMap<>();

  private JsonMembers() {}

  /**
   * Where a member's value stands.
   *
   * @param begin index of its first byte
   * @param end index behind its last
   */
  record Slice(int begin, int end) {}

  /**
   * Reads one object.
   *
   * @param wanted dotted names of the texts and numbers that are of interest
   * @param asTheyAre names at the top whose values are only looked up
   * @throws JacksonException if the bytes are not one JSON object and nothing more
   */
  static Optional<JsonMembers> read(byte[] json, Predicate<String> wanted, Set<String> asTheyAre) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonMembers members = new JsonMembers();
      members.readObject(parser, "", wanted, asTheyAre);
      return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
    } catch (JacksonException _) { // its message quotes the JSON
      return Optional.empty();
    }
  }

  private void readObject(
      JsonParser parser, String prefix, Predicate<String> wanted, Set<String> asTheyAre) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (asTheyAre.contains(name)) {
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        slices.put(name, new Slice(begin, (int) parser.currentLocation().getByteOffset()));
      } else if (value == JsonToken.START_OBJECT) {
        readObject(parser, name + ".", wanted, Set.of());
      } else if (value == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (isTextOrNumber(value) && wanted.test(name)) {
        texts.putIfAbsent(name, parser.getString());
      }
    }
  }

  private static boolean isTextOrNumber(JsonToken value) {
    return value == JsonToken.VALUE_STRING || value.isNumeric();
  }

  Map<String, String> texts() {
    return texts;
  }

  Optional<Slice> slice(String name) {
    return Optional.ofNullable(slices.get(name));
  }
}
