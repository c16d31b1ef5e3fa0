package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.UndeterminedException;
import java.net.URI;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer.
 *
 * @param url base address of who answered
 * @param isFromElasticsearch whether the header is there that names the product
 * @param text the body
 */
public record ApiResponse(
    ApiRequest request, URI url, int status, boolean isFromElasticsearch, String text) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_QUOTE_LENGTH = 500;

  /** Whether the status says that all is well. */
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The body as JSON; a missing node if it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /**
   * The body as JSON.
   *
   * @throws UndeterminedException if the status is not 2xx; the message says why, and what to do
   */
  public JsonNode orFail() {
    if (!isOk()) {
      throw new UndeterminedException(rejection());
    }
    return json();
  }

  private String rejection() {
    String who = "%s at %s".formatted(request.server().title(), url);
    String what = request.method() + " " + request.path();
    return switch (status) {
      case 401 -> "%s does not accept the credentials (401): %s".formatted(who, reason());
      case 403 ->
          "%s does not allow %s (403): %s; give the key or user that privilege"
              .formatted(who, what, reason());
      default -> "%s answered %d to %s: %s".formatted(who, status, what, reason());
    };
  }

  /** What the error says, or else the beginning of the body. */
  public String reason() {
    JsonNode body = json();
    JsonNode error = body.path("error");
    String reason =
        error.isObject()
            ? innermost(error).path("reason").asString("")
            : body.path("message").asString(error.asString(""));
    String found = reason.isBlank() ? text.strip() : reason;
    return found.length() > MAX_QUOTE_LENGTH ? found.substring(0, MAX_QUOTE_LENGTH) + "…" : found;
  }

  private static JsonNode innermost(JsonNode error) {
    JsonNode cause = error.path("caused_by");
    return cause.path("reason").asString("").isEmpty() ? error : innermost(cause);
  }
}
