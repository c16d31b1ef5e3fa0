package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads one log line as a JSON object. */
final class JsonReader {

  /** Deeper lines stay text: the reader recurses, and nothing an application logs is this deep. */
  private static final int MAX_DEPTH = 200;

  /**
   * Read as a tree, each value takes many times its own length: a line of a megabyte can hold half
   * a million values, and none that is meant to be searched holds as many as this.
   */
  private static final int MAX_VALUES = 100_000;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE) // the line is bounded already
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What a line is when it is read as JSON. */
  sealed interface Read {}

  /**
   * @param surrogatesMended whether halves of surrogate pairs were replaced to read it
   */
  record AnObject(JsonObject object, boolean surrogatesMended) implements Read {}

  record NotAnObject() implements Read {}

  record BeyondLimits() implements Read {}

  Read read(String line) {
    if (!looksLikeAnObject(line)) {
      return new NotAnObject();
    }
    Read read = parse(line, false);
    if (!(read instanceof NotAnObject)) {
      return read;
    }
    String mended = EscapedSurrogates.mend(line);
    return mended.equals(line) ? read : parse(mended, true);
  }

  private Read parse(String line, boolean mended) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
      parser.nextToken();
      JsonObject object = new Tree(parser).object();
      return parser.nextToken() == null ? new AnObject(object, mended) : new NotAnObject();
    } catch (StreamConstraintsException _) {
      return new BeyondLimits();
    } catch (JacksonException _) {
      return new NotAnObject();
    }
  }

  /** Spares plain text the cost of an exception. */
  private static boolean looksLikeAnObject(String line) {
    String trimmed = line.strip();
    return trimmed.startsWith("{") && trimmed.endsWith("}");
  }

  /** One reading; counts the values on its way. */
  private static final class Tree {
    private final JsonParser parser;
    private int values;

    Tree(JsonParser parser) {
      this.parser = parser;
    }

    JsonObject object() {
      List<Member> members = new ArrayList<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.add(new Member(name, value()));
      }
      return new JsonObject(members);
    }

    private Json value() {
      if (++values > MAX_VALUES) {
        throw new StreamConstraintsException("too many values");
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> object();
        case START_ARRAY -> array();
        case VALUE_STRING -> new JsonString(parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
        case VALUE_TRUE -> new JsonBoolean(true);
        case VALUE_FALSE -> new JsonBoolean(false);
        default -> new JsonNull();
      };
    }

    private JsonArray array() {
      List<Json> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value());
      }
      return new JsonArray(elements);
    }
  }
}
