package dev.logferry.localstack.lambda;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Lambda accepts as an event, and its words when it refuses one. Sizes: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>.
 */
public enum PayloadLimit {
  REQUEST_RESPONSE("RequestResponse", 6 * 1024 * 1024),
  EVENT("Event", 1024 * 1024);

  /** The largest answer of a function; Lambda leaves 100 bytes above its 6 MB for itself. */
  public static final int MAXIMUM_RESPONSE_BYTES = REQUEST_RESPONSE.maximumBytes + 100;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String invocationType;
  private final int maximumBytes;

  PayloadLimit(String invocationType, int maximumBytes) {
    this.invocationType = invocationType;
    this.maximumBytes = maximumBytes;
  }

  /** The event as the function shall see it; Lambda hands over an empty one as {@code {}}. */
  Payload accept(byte[] event) {
    if (event.length > maximumBytes) {
      throw new RequestTooLargeException(
          "%d byte payload is too large for the %s invocation type (limit %d bytes)"
              .formatted(event.length, invocationType, maximumBytes));
    }
    if (event.length == 0) {
      return Payload.of("{}");
    }
    requireJson(event);
    return Payload.of(event);
  }

  int maximumBytes() {
    return maximumBytes;
  }

  private static void requireJson(byte[] event) {
    try (var parser = JSON.createParser(event)) {
      boolean empty = parser.nextToken() == null;
      parser.skipChildren();
      if (empty || parser.nextToken() != null) {
        throw new InvalidRequestContentException(
            "Could not parse request body into json: expected exactly one JSON value");
      }
    } catch (JacksonException notJson) {
      throw new InvalidRequestContentException(
          "Could not parse request body into json: " + notJson.getOriginalMessage());
    }
  }
}
