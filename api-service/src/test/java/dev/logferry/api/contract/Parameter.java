package dev.logferry.api.contract;

import tools.jackson.databind.JsonNode;

/**
 * What the document says about one parameter.
 *
 * @param schemaPointer where its schema stands
 * @param schema the same, resolved
 */
record Parameter(
    String name, Place place, boolean required, String schemaPointer, JsonNode schema) {

  /** Where it comes from. */
  enum Place {
    PATH,
    QUERY,
    HEADER
  }

  boolean isInteger() {
    return schema.path("type").asString("").equals("integer");
  }

  /** Its values are lists, true or false, which have tests of their own. */
  boolean isScalarText() {
    String type = schema.path("type").asString("");
    return !type.equals("array") && !type.equals("boolean");
  }

  /** Only the service can make one. */
  boolean isCursor() {
    return name.equals("cursor");
  }

  @Override
  public String toString() {
    return name;
  }
}
