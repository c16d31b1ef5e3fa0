package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.FieldPath;

/**
 * A field that members of JSON fill, whatever their logger calls them.
 *
 * @param reading how a member is read; one that cannot be read so is passed over
 * @param field the field
 * @param names the members' names, as {@link KnownNames} has them, the better one first
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record JsonLift(Reading reading, FieldPath field, String... names) {

  /** How a member is read. */
  enum Reading {
    /** A level's name, or a number of pino, bunyan or logback. */
    LEVEL,
    /** A level's name alone. */
    LEVEL_NAME,
    LEVEL_LETTER,
    SYSLOG_SEVERITY,
    OPEN_TELEMETRY_SEVERITY,
    PYTHON_LEVEL,
    TIME,
    /** A text that is not blank; of other values their JSON, if there is no text. */
    MESSAGE,
    /** A text or a number. */
    TEXT,
    /** The last part of a path. */
    TRACE_ID,
    /** A file and the number of a line in it. */
    CALLER,
    /** A single value of the field's type. */
    VALUE,
    /** A text, or a list of lines or frames. */
    STACK_TRACE
  }

  static JsonLift of(Reading reading, String field, String... names) {
    return new JsonLift(reading, FieldPath.of(field), names);
  }
}
