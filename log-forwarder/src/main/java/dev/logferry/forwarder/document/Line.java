package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonObject;

/** What a log line turns out to be. */
sealed interface Line {

  /** A JSON object in ECS form: it has {@code @timestamp} or {@code ecs.version}. */
  record EcsLine(JsonObject object) implements Line {}

  /**
   * Another JSON object.
   *
   * @param text the line as it was written, or as it reads after redaction
   */
  record JsonLine(JsonObject object, String text) implements Line {}

  /** Anything else. */
  record TextLine(String text) implements Line {}
}
