package dev.logferry.forwarder.elasticsearch;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the answer of a search for ids. It is believed only when every shard has answered in time
 * and every hit is there: half an answer would look like documents that are not stored.
 */
final class StoredIdsReader {

  private final JsonFactory json = new JsonFactory();

  /** The ids found; empty if the answer is not to be trusted. */
  Optional<Set<String>> read(InputStream body) {
    Seen seen = new Seen();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      members(parser, seen);
      return parser.nextToken() == null ? seen.ids() : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static void members(JsonParser parser, Seen seen) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "timed_out" -> seen.inTime = value == JsonToken.VALUE_FALSE;
        case "_shards" -> shards(parser, seen);
        case "hits" -> hits(parser, seen);
        default -> parser.skipChildren();
      }
    }
  }

  private static void shards(JsonParser parser, Seen seen) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "total" -> seen.shards = parser.getIntValue();
        case "successful" -> seen.shardsAnswered = parser.getIntValue();
        case "failed" -> seen.shardsFailed = parser.getIntValue();
        default -> parser.skipChildren();
      }
    }
  }

  private static void hits(JsonParser parser, Seen seen) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "total" -> total(parser, seen);
        case "hits" -> ids(parser, seen);
        default -> parser.skipChildren();
      }
    }
  }

  private static void total(JsonParser parser, Seen seen) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "value" -> seen.total = parser.getLongValue();
        case "relation" ->
            seen.exact = value == JsonToken.VALUE_STRING && parser.getString().equals("eq");
        default -> parser.skipChildren();
      }
    }
  }

  private static void ids(JsonParser parser, Seen seen) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      seen.hits++;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isId = parser.currentName().equals("_id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isId) {
          seen.found.add(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /** What an answer said; nothing is taken for granted that it did not say. */
  private static final class Seen {
    private boolean inTime;
    private boolean exact;
    private int shards = -1;
    private int shardsAnswered = -2;
    private int shardsFailed = -1;
    private long total = -1;
    private long hits;
    private final Set<String> found = new HashSet<>();

    Optional<Set<String>> ids() {
      boolean whole = inTime && shardsFailed == 0 && shards == shardsAnswered;
      return whole && exact && total == hits ? Optional.of(found) : Optional.empty();
    }
  }
}
