package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a Lambda event: one element of its {@code Records} after the other, of each the text
 * members that are wanted, by their dotted paths; and such members of the event itself.
 */
public final class EventReader {

  /** Lambda hands over at most 6 MB, and 10,000 records. */
  private static final int MAX_VALUES = 4_000_000;

  private static final int MAX_DEPTH = 500;

  private static final String RECORDS = "Records";

  private final JsonTape json = newTape();
  private final Set<String> wanted;
  private final Map<String, String> members = new HashMap<>();
  private final int records;
  private int position;
  private int next;

  /**
   * @param event read to its end, not closed
   * @param wanted paths such as {@code s3.bucket.name}
   */
  public EventReader(InputStream event, Set<String> wanted) throws MalformedEvent {
    this.wanted = wanted;
    read(event, new Utf8Buffer(4_096), json, "");
    this.records = readBesideRecords();
    this.next = records + 1;
  }

  static JsonTape newTape() {
    return new JsonTape(MAX_DEPTH, MAX_VALUES);
  }

  /** Reads an event that has to be a JSON object, into a buffer that it is read from. */
  static void read(InputStream event, Utf8Buffer bytes, JsonTape json, String remedy)
      throws MalformedEvent {
    try {
      readAll(event, bytes);
    } catch (IOException e) {
      throw new MalformedEvent("the event cannot be read: " + e.getClass().getName() + remedy);
    }
    if (json.read(bytes.from(0)) == JsonTape.Read.OBJECT) {
      return;
    }
    String why =
        json.isClosed()
            ? "the event goes on after its end"
            : json.size() == 0
                ? "the event is not a JSON object"
                : "the event is not valid JSON (near byte " + json.position() + ")";
    throw new MalformedEvent(why + remedy);
  }

  private static void readAll(InputStream event, Utf8Buffer bytes) throws IOException {
    int count = 0;
    while (count >= 0) {
      bytes.advance(bytes.length() + count);
      byte[] target = bytes.room(event.available() + 1); // so that its end is seen without growing
      count = event.read(target, bytes.length(), target.length - bytes.length());
    }
  }

  /** What is wanted of the next record; empty when the event was read to its end. */
  public Optional<Map<String, String>> nextRecord() throws MalformedEvent {
    if (records < 0 || next == json.next(records)) {
      return Optional.empty();
    }
    if (json.kind(next) != JsonKind.OBJECT) {
      throw new MalformedEvent("Records[" + position + "] is not an object");
    }
    Map<String, String> found = new HashMap<>();
    readObject(next, "", found);
    next = json.next(next);
    position++;
    return Optional.of(found);
  }

  /** Whether the event has {@code Records}. */
  public boolean hasRecords() {
    return records >= 0;
  }

  /** What is wanted of the event itself. */
  public Map<String, String> members() {
    return members;
  }

  /** The array of records; -1 if there is none. */
  private int readBesideRecords() throws MalformedEvent {
    int found = -1;
    for (int member = 1; member < json.size(); member = json.next(member)) {
      if (json.kind(member) == JsonKind.ARRAY && json.isNamed(member, RECORDS)) {
        if (found >= 0) {
          throw new MalformedEvent("the event has Records twice");
        }
        found = member;
      } else {
        read(member, name(member), members);
      }
    }
    return found;
  }

  private void readObject(int object, String path, Map<String, String> found)
      throws MalformedEvent {
    for (int member = object + 1; member < json.next(object); member = json.next(member)) {
      read(member, path.isEmpty() ? name(member) : path + "." + name(member), found);
    }
  }

  private void read(int value, String path, Map<String, String> found) throws MalformedEvent {
    if (json.kind(value) == JsonKind.OBJECT && leadsToWanted(path)) {
      readObject(value, path, found);
    } else if (json.kind(value) == JsonKind.STRING
        && wanted.contains(path)
        && found.put(path, json.string(value)) != null) {
      throw new MalformedEvent("the event has " + path + " twice in one place");
    }
  }

  private boolean leadsToWanted(String path) {
    for (String each : wanted) {
      if (each.startsWith(path + ".")) {
        return true;
      }
    }
    return false;
  }

  private String name(int member) {
    return new String(
        json.bytes(),
        json.nameStart(member),
        json.nameEnd(member) - json.nameStart(member),
        StandardCharsets.UTF_8);
  }
}
