package dev.logferry.forwarder.decode;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a Lambda event as a stream: one element of its {@code Records} after the other, of each the
 * text members that are wanted, by their dotted paths; and such members of the event itself.
 */
public final class EventReader implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String RECORDS = "Records";

  private final JsonParser parser;
  private final Set<String> wanted;
  private final Set<String> wantedObjects;
  private final Map<String, String> members = new HashMap<>();
  private int records;
  private boolean seenRecords;
  private Stage stage = Stage.BEFORE;

  private enum Stage {
    BEFORE,
    BESIDE_RECORDS,
    IN_RECORDS,
    AFTER
  }

  /**
   * @param event not closed
   * @param wanted paths such as {@code s3.bucket.name}
   */
  public EventReader(InputStream event, Set<String> wanted) {
    this.parser = JSON.createParser(ObjectReadContext.empty(), unclosed(event));
    this.wanted = wanted;
    this.wantedObjects =
        wanted.stream()
            .filter(path -> path.contains("."))
            .flatMap(EventReader::objectsOnTheWay)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What is wanted of the next record; empty when the event was read to its end. */
  public Optional<Map<String, String>> nextRecord() throws MalformedEvent {
    try {
      while (stage != Stage.AFTER) {
        if (stage == Stage.IN_RECORDS) {
          Optional<Map<String, String>> record = recordOrEnd();
          if (record.isPresent()) {
            return record;
          }
        } else {
          readOn();
        }
      }
      return Optional.empty();
    } catch (JacksonException e) {
      throw new MalformedEvent("the event is not valid JSON" + DecodeFailure.at(e));
    }
  }

  /** Whether the event has {@code Records}; known at its end. */
  public boolean hasRecords() {
    return seenRecords;
  }

  /** What is wanted of the event itself; known at its end. */
  public Map<String, String> members() {
    return members;
  }

  @Override
  public void close() {
    parser.close();
  }

  private Optional<Map<String, String>> recordOrEnd() throws MalformedEvent {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      stage = Stage.BESIDE_RECORDS;
      return Optional.empty();
    }
    if (token != JsonToken.START_OBJECT) {
      throw new MalformedEvent("Records[" + records + "] is not an object");
    }
    Map<String, String> found = new HashMap<>();
    readObject("", found);
    records++;
    return Optional.of(found);
  }

  /** To the first record or to the end. */
  private void readOn() throws MalformedEvent {
    if (stage == Stage.BEFORE && parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedEvent("the event is not a JSON object");
    }
    stage = Stage.BESIDE_RECORDS;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(RECORDS) && value == JsonToken.START_ARRAY) {
        if (seenRecords) {
          throw new MalformedEvent("the event has Records twice");
        }
        seenRecords = true;
        stage = Stage.IN_RECORDS;
        return;
      }
      read(name, value, members);
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new MalformedEvent("the event is truncated JSON");
    }
    if (parser.nextToken() != null) {
      throw new MalformedEvent("the event goes on after its end");
    }
    stage = Stage.AFTER;
  }

  private void readObject(String path, Map<String, String> found) throws MalformedEvent {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
      read(member, parser.nextToken(), found);
    }
  }

  private void read(String path, JsonToken value, Map<String, String> found) throws MalformedEvent {
    if (value == JsonToken.START_OBJECT && wantedObjects.contains(path)) {
      readObject(path, found);
    } else if (value == JsonToken.VALUE_STRING && wanted.contains(path)) {
      if (found.put(path, parser.getString()) != null) {
        throw new MalformedEvent("the event has " + path + " twice in one place");
      }
    } else {
      parser.skipChildren();
    }
  }

  private static Stream<String> objectsOnTheWay(String path) {
    return IntStream.range(0, path.length())
        .filter(at -> path.charAt(at) == '.')
        .mapToObj(at -> path.substring(0, at));
  }

  /** The stream is the caller's to close. */
  private static InputStream unclosed(InputStream event) {
    return new FilterInputStream(event) {
      @Override
      public void close() {}
    };
  }
}
