package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.JsonStream;
import dev.logferry.forwarder.json.MalformedJson;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.IOException;

/** The members of a payload beside its log events. Keys may stand in any order. */
final class Envelope {

  static final String LOG_EVENTS = "logEvents";

  static final String EVENTS_TWICE = "the payload has logEvents twice";

  /**
   * Every document repeats these names, so one that is too long would be multiplied by the events.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html">LogStream:
   *     the longest name of a group or a stream</a>
   */
  private static final int LONGEST_NAME = 512;

  private final JsonStream json;
  private final Utf8Buffer text;
  private String messageType = "";
  private String owner = "";
  private String logGroup = "";
  private String logStream = "";
  private boolean hasEvents;
  private boolean atEvents;
  private String problem = "";

  private Envelope(JsonStream json, Utf8Buffer text) {
    this.json = json;
    this.text = text;
  }

  /** Reads up to the log events if all else stands before them, otherwise to the end. */
  static Envelope read(PayloadBuffers payload) throws IOException {
    Envelope envelope = new Envelope(payload.json, payload.text);
    envelope.read();
    return envelope;
  }

  /** Goes to the log events of a payload that was opened again. */
  static void skipToEvents(JsonStream json) throws IOException {
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      if (json.isNamed(LOG_EVENTS)) {
        json.expect('[');
        return;
      }
      json.skipValue();
    }
    throw MalformedJson.truncated(); // it was read just before: they are there
  }

  /** Whether the stream stands within the array of log events. */
  boolean isAtEvents() {
    return atEvents;
  }

  /** What is wrong with the payload; empty if nothing is. */
  String problem() {
    return problem.isEmpty() ? missing() : problem;
  }

  boolean isControlMessage() {
    return messageType.equals("CONTROL_MESSAGE");
  }

  Origin origin() {
    return new Origin(owner, logGroup, logStream);
  }

  private void read() throws IOException {
    if (json.peek() != '{') {
      problem = "the payload is not a JSON object";
      return;
    }
    json.expect('{');
    boolean eventsSeen = false;
    for (boolean first = true; json.nextMember(first); first = false) {
      if (!json.isNamed(LOG_EVENTS)) {
        readMember();
        continue;
      }
      if (eventsSeen) {
        problem = EVENTS_TWICE;
        return;
      }
      eventsSeen = true;
      hasEvents = json.peek() == '[';
      if (hasEvents && allIsKnown()) {
        json.expect('[');
        atEvents = true;
        return;
      }
      json.skipValue();
    }
  }

  private boolean allIsKnown() {
    return !messageType.isEmpty()
        && !owner.isEmpty()
        && !logGroup.isEmpty()
        && !logStream.isEmpty();
  }

  /** The first value of a name counts. */
  private void readMember() throws IOException {
    if (json.peek() != '"') {
      json.skipValue();
    } else if (json.isNamed("messageType")) {
      messageType = first(messageType);
    } else if (json.isNamed("owner")) {
      owner = first(owner);
    } else if (json.isNamed("logGroup")) {
      logGroup = first(logGroup);
    } else if (json.isNamed("logStream")) {
      logStream = first(logStream);
    } else {
      json.skipValue();
    }
  }

  private String first(String before) throws IOException {
    text.clear();
    json.string(text);
    return before.isEmpty() ? text.from(0).toString() : before;
  }

  private String missing() {
    if (messageType.isEmpty()) {
      return "the payload has no messageType";
    }
    if (isControlMessage()) {
      return "";
    }
    if (!messageType.equals("DATA_MESSAGE")) {
      return "the payload's messageType is %s; known are DATA_MESSAGE and CONTROL_MESSAGE"
          .formatted(quotable(messageType));
    }
    String name = problemOf("owner", owner);
    name = name.isEmpty() ? problemOf("logGroup", logGroup) : name;
    name = name.isEmpty() ? problemOf("logStream", logStream) : name;
    return name.isEmpty() && !hasEvents ? "the payload has no logEvents array" : name;
  }

  /** Anything but the plain name of a type could be text from elsewhere, and is not repeated. */
  private static String quotable(String type) {
    return type.matches("[A-Z_]{1,40}") ? "'" + type + "'" : "not a type's name";
  }

  private static String problemOf(String name, String value) {
    if (value.isEmpty()) {
      return "the payload has no " + name;
    }
    return value.length() <= LONGEST_NAME
        ? ""
        : "the payload's %s has %d characters; AWS allows %d"
            .formatted(name, value.length(), LONGEST_NAME);
  }
}
