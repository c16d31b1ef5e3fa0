package dev.logferry.cli.search;

import dev.logferry.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Elasticsearch's answer to a search, as JSON. */
record SearchResponse(JsonNode body) {
  private static final JsonMapper JSON = new JsonMapper();

  static SearchResponse parse(String body) {
    try {
      return new SearchResponse(JSON.readTree(body));
    } catch (JacksonException unreadable) {
      throw new CommandException(
          "the answer is not Elasticsearch's: " + unreadable.getOriginalMessage(), unreadable);
    }
  }

  /** The hits; an answer without them is a failure and never an empty result. */
  SearchAnswer answer() {
    JsonNode hits = body.path("hits");
    JsonNode total = hits.path("total").path("value");
    if (!total.canConvertToLong() || !hits.path("hits").isArray()) {
      throw new CommandException("the answer is not that of a search: it has no hits");
    }
    List<Hit> found = new ArrayList<>();
    for (JsonNode hit : hits.path("hits")) {
      found.add(
          new Hit(
              hit.path("_index").asString(""), hit.path("_id").asString(""), hit.path("_source")));
    }
    return new SearchAnswer(total.longValue(), found, incomplete());
  }

  /** The innermost reason that says something, for a person. */
  static String reasonIn(String body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      return error.isObject() ? reasonOf(error) : error.asString(body);
    } catch (JacksonException _) {
      return body;
    }
  }

  private Optional<String> incomplete() {
    JsonNode shards = body.path("_shards");
    if (shards.path("failed").asInt(0) > 0) {
      return Optional.of(
          "%d of %d shards failed: %s"
              .formatted(
                  shards.path("failed").asInt(0),
                  shards.path("total").asInt(0),
                  reasonOf(shards.path("failures").path(0).path("reason"))));
    }
    return body.path("timed_out").asBoolean(false)
        ? Optional.of("the search timed out")
        : Optional.empty();
  }

  /** The error's own reason says what; the innermost cause says why. */
  private static String reasonOf(JsonNode error) {
    JsonNode outer = error.path("root_cause").path(0);
    JsonNode top = outer.isMissingNode() ? error : outer;
    JsonNode shard = error.path("failed_shards").path(0).path("reason");
    JsonNode inner = innermost(shard.isMissingNode() ? error : shard);
    String what = text(top);
    String why = text(inner);
    return what.equals(why) ? what : what + ": " + why;
  }

  private static JsonNode innermost(JsonNode error) {
    JsonNode cause = error.path("caused_by");
    return cause.isMissingNode() ? error : innermost(cause);
  }

  /** The first line: the parser of queries adds a list of tokens that it would have liked. */
  private static String text(JsonNode error) {
    String reason = error.path("reason").asString(error.path("type").asString("no reason given"));
    return reason.lines().findFirst().orElse("no reason given");
  }
}
