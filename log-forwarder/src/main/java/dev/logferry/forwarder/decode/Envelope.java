package dev.logferry.forwarder.decode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a payload beside its log events. Keys may stand in any order. */
sealed interface Envelope {

  String LOG_EVENTS = "logEvents";

  String EVENTS_TWICE = "the payload has logEvents twice";

  /**
   * Every document repeats these names, so one that is too long would be multiplied by the events.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html">LogStream:
   *     the longest name of a group or a stream</a>
   */
  int LONGEST_NAME = 512;

  /**
   * Log events follow.
   *
   * @param atEvents stands at the start of {@code logEvents}, when all else stood before it
   */
  record Data(Origin origin, Optional<JsonParser> atEvents) implements Envelope {}

  record Control() implements Envelope {}

  record Broken(String why) implements Envelope {}

  static Envelope read(Payload payload) throws IOException {
    JsonParser parser = payload.open();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return new Broken("the payload is not a JSON object");
    }
    Map<String, String> members = new HashMap<>();
    boolean seenEvents = false;
    boolean hasEvents = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(LOG_EVENTS)) {
        if (seenEvents) {
          return new Broken(EVENTS_TWICE);
        }
        seenEvents = true;
        hasEvents = value == JsonToken.START_ARRAY;
        if (hasEvents && members.keySet().containsAll(REQUIRED)) {
          return judge(members, true, Optional.of(parser));
        }
      } else if (value == JsonToken.VALUE_STRING && REQUIRED.contains(name)) {
        members.putIfAbsent(name, parser.getString());
      }
      parser.skipChildren();
    }
    parser.close();
    return judge(members, hasEvents, Optional.empty());
  }

  Set<String> REQUIRED = Set.of("messageType", "owner", "logGroup", "logStream");

  private static Envelope judge(
      Map<String, String> members, boolean hasEvents, Optional<JsonParser> atEvents) {
    String type = members.getOrDefault("messageType", "");
    return switch (type) {
      case "CONTROL_MESSAGE" -> new Control();
      case "DATA_MESSAGE" -> data(members, hasEvents, atEvents);
      case "" -> new Broken("the payload has no messageType");
      default ->
          new Broken(
              "the payload's messageType is %s; known are DATA_MESSAGE and CONTROL_MESSAGE"
                  .formatted(quotable(type)));
    };
  }

  /** Anything but the plain name of a type could be text from elsewhere, and is not repeated. */
  private static String quotable(String type) {
    return type.matches("[A-Z_]{1,40}") ? "'" + type + "'" : "not a type's name";
  }

  private static Envelope data(
      Map<String, String> members, boolean hasEvents, Optional<JsonParser> atEvents) {
    for (String name : new String[] {"owner", "logGroup", "logStream"}) {
      String value = members.getOrDefault(name, "");
      if (value.isEmpty()) {
        return new Broken("the payload has no " + name);
      }
      if (value.length() > LONGEST_NAME) {
        return new Broken(
            "the payload's %s has %d characters; AWS allows %d"
                .formatted(name, value.length(), LONGEST_NAME));
      }
    }
    if (!hasEvents) {
      return new Broken("the payload has no logEvents array");
    }
    return new Data(
        new Origin(
            members.getOrDefault("owner", ""),
            members.getOrDefault("logGroup", ""),
            members.getOrDefault("logStream", "")),
        atEvents);
  }
}
