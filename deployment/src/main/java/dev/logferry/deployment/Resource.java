package dev.logferry.deployment;

import tools.jackson.databind.JsonNode;

/**
 * A resource as it would be deployed.
 *
 * @param id its logical name, after that of its nested stack, if it is in one
 * @param properties without functions
 */
record Resource(String id, String type, JsonNode properties) {

  JsonNode at(String pointer) {
    return properties.at(pointer);
  }

  /** A property as text; empty if it is not there. */
  String text(String pointer) {
    return at(pointer).asString("");
  }
}
