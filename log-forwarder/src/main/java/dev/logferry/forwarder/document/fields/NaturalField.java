package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;

/**
 * Where a single value belongs that stands at a path where ECS has an object. {@code
 * "error":"boom"} means the error's message; {@code "http":"yes"} means nothing that ECS knows.
 */
final class NaturalField {

  private static final FieldName NAME = FieldName.of("name");
  private static final FieldName ID = FieldName.of("id");
  private static final FieldName ADDRESS = FieldName.of("address");

  /** Object, and the field below it for a text and for a number; no field where there is none. */
  private record Rule(long path, FieldName ofText, FieldName ofNumber) {}

  private static final FieldName NOWHERE = FieldName.of("-");

  private static final Rule[] RULES = {
    rule("error", FieldName.of("message"), FieldName.of("code")),
    rule("service", NAME, ID),
    rule("user", NAME, ID),
    rule("host", NAME, ID),
    rule("url", FieldName.of("original"), NOWHERE),
    rule("trace", ID, ID),
    rule("transaction", ID, ID),
    rule("span", ID, ID),
    rule("client", ADDRESS, NOWHERE),
    rule("source", ADDRESS, NOWHERE),
    rule("server", ADDRESS, NOWHERE),
    rule("destination", ADDRESS, NOWHERE),
    rule("agent", NAME, ID),
    rule("container", NAME, ID),
    rule("device", ID, ID),
    rule("organization", NAME, ID),
    rule("group", NAME, ID),
    rule("file", FieldName.of("path"), NOWHERE),
    rule("package", NAME, NOWHERE),
    rule("process", NAME, FieldName.of("pid")),
    rule("process.thread", NAME, ID),
    rule("user_agent", FieldName.of("original"), NOWHERE),
    rule("http.response", NOWHERE, FieldName.of("status_code")),
  };

  private NaturalField() {}

  /** The field below an object that a value of a kind belongs to; NONE if there is none. */
  static int of(FieldTree tree, int object, JsonKind kind) {
    for (Rule rule : RULES) {
      if (rule.path() == tree.path(object)) {
        FieldName name =
            switch (kind) {
              case STRING -> rule.ofText();
              case WHOLE_NUMBER -> rule.ofNumber();
              default -> NOWHERE;
            };
        if (name == NOWHERE) {
          return FieldTree.NONE;
        }
        if (!tree.holds(object)) {
          tree.open(object, JsonKind.OBJECT);
        }
        return tree.child(object, name);
      }
    }
    return FieldTree.NONE;
  }

  private static Rule rule(String path, FieldName ofText, FieldName ofNumber) {
    return new Rule(Hash.of(path), ofText, ofNumber);
  }
}
