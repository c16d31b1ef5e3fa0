package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.json.Utf8;

/** Fills the fields that the beginning of a text says. The message stays the whole text. */
final class TextParts {

  private static final FieldPath MESSAGE = FieldPath.of("message");
  private static final FieldPath TIMESTAMP = FieldPath.of("@timestamp");
  private static final FieldPath SOURCE_IP = FieldPath.of("source.ip");
  private static final FieldPath SOURCE_ADDRESS = FieldPath.of("source.address");
  private static final FieldPath URL = FieldPath.of("url.original");
  private static final FieldPath URL_PATH = FieldPath.of("url.path");
  private static final FieldPath URL_QUERY = FieldPath.of("url.query");
  static final String SOURCE = "the beginning of the text";

  private final DocumentFields fields;
  private final JsonMembers json;
  private final Explanation explanation;

  TextParts(DocumentFields fields, JsonMembers json, Explanation explanation) {
    this.fields = fields;
    this.json = json;
    this.explanation = explanation;
  }

  /**
   * Fills the fields.
   *
   * @return whether the line says its time
   */
  boolean fill(Line line, Moment time) {
    fields.fill(MESSAGE, line.text());
    if (line.isPairs()) {
      return json.fillPairs(line, time);
    }
    TextMatch match = line.match();
    for (int part = 0; part < match.size(); part++) {
      fill(match, part);
    }
    return readTime(line, time);
  }

  /** Reads the time alone. */
  boolean readTime(Line line, Moment time) {
    if (line.isPairs()) {
      return json.readTime(line, time);
    }
    Moment found = line.match().time();
    if (found != null) {
      time.set(found);
      explanation.filled(TIMESTAMP, SOURCE);
    }
    return found != null;
  }

  private void fill(TextMatch match, int part) {
    FieldPath field = match.field(part);
    Utf8 value = match.value(part);
    boolean filled =
        match.isNumber(part)
            ? fields.fill(field, Long.parseLong(value.toString()))
            : fields.fill(field, value);
    if (!filled && field.equals(SOURCE_IP)) {
      filled = fields.fill(SOURCE_ADDRESS, value); // the name of a host
    }
    if (filled) {
      explanation.filled(field, SOURCE);
    }
    if (field.equals(URL)) {
      url(value);
    }
  }

  private void url(Utf8 original) {
    if (original.isEmpty() || original.bytes()[original.start()] != '/') {
      return;
    }
    int question = original.start();
    while (question < original.end() && original.bytes()[question] != '?') {
      question++;
    }
    fields.fill(URL_PATH, new Utf8(original.bytes(), original.start(), question));
    if (question < original.end() - 1) {
      fields.fill(URL_QUERY, new Utf8(original.bytes(), question + 1, original.end()));
    }
  }
}
