package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;

/** Fills the fields of an ECS line, which are its own members. */
final class EcsMembers {

  private static final String TIMESTAMP = "@timestamp";

  private final DocumentFields fields;
  private final JsonMembers json;
  private final Moment second = new Moment();

  EcsMembers(DocumentFields fields, JsonMembers json) {
    this.fields = fields;
    this.json = json;
  }

  /**
   * Fills the fields.
   *
   * @return whether the line says its time
   */
  boolean fill(Line line, Moment time) {
    JsonTape tape = line.tape();
    boolean hasTime = false;
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      byte first = tape.bytes()[tape.nameStart(member)];
      if (first == '@' && tape.nameBegins(member, TIMESTAMP)) {
        hasTime = timestamp(tape, member, hasTime, time);
      } else if (first != 'j' || !json(tape, member)) {
        fields.placeEcs(tape, member);
      }
    }
    return hasTime || json.readTime(line, time);
  }

  /** The first time that can be read. */
  boolean readTime(Line line, Moment time) {
    JsonTape tape = line.tape();
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      if (tape.isNamed(member, TIMESTAMP) && json.readTime(tape, member, time)) {
        return true;
      }
    }
    return json.readTime(line, time);
  }

  /** What would make an object of the time is displaced as well: a data stream rejects it. */
  private boolean timestamp(JsonTape tape, int member, boolean hasTime, Moment time) {
    if (!tape.isNamed(member, TIMESTAMP)) {
      if (tape.nameBegins(member, "@timestamp.")) {
        fields.displaceMember(Guard.CLASH, tape, member);
      } else {
        fields.placeEcs(tape, member);
      }
      return hasTime;
    }
    boolean readable = json.readTime(tape, member, hasTime ? second : time);
    if (!readable) {
      fields.displaceMember(Guard.TIMESTAMP, tape, member);
    } else if (hasTime && !second.isSame(time)) {
      fields.displaceMember(Guard.DUPLICATE_KEY, tape, member);
    }
    return hasTime || readable;
  }

  /**
   * What an ECS line has under {@code json} goes by the rules of that field; false if it is other.
   */
  private boolean json(JsonTape tape, int member) {
    if (tape.nameBegins(member, "json.")) {
      fields.placeJsonMember(tape, member, tape.nameStart(member) + 5);
      return true;
    }
    if (!tape.isNamed(member, "json")) {
      return false;
    }
    if (tape.kind(member) == JsonKind.OBJECT) {
      fields.placeJson(tape, member);
    } else if (tape.kind(member) != JsonKind.NULL) {
      fields.displaceMember(Guard.RESERVED_FIELD, tape, member);
    }
    return true;
  }
}
