package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a bulk answer as a stream. */
final class BulkReplyReader {

  private static final Pattern FIELD_IN_REASON =
      Pattern.compile(
          "^(?:\\[\\d+:\\d+] )?(?:failed to parse field|object mapping for) \\[([^\\]]{1,200})]");

  /** Elasticsearch previews values in its reasons, so they can be long. */
  private static final int MAX_REASON_CHARACTERS = 1000;

  private final JsonFactory json = new JsonFactory();

  /**
   * @param documents how many were sent; more items than that are not held in memory
   */
  BulkReply read(InputStream body, int documents) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new BulkReply.Unintelligible("the answer is not a JSON object");
      }
      List<ItemReply> items = new ArrayList<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isItems = parser.currentName().equals("items");
        if (parser.nextToken() == JsonToken.START_ARRAY && isItems) {
          readItems(parser, items, documents);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        return new BulkReply.Unintelligible("the answer goes on after its end");
      }
      for (ItemReply item : items) {
        if (item.status() == 0) {
          return new BulkReply.Unintelligible("an item of the answer has no status");
        }
      }
      return new BulkReply.Answered(items);
    } catch (JacksonException _) {
      return new BulkReply.Unintelligible("the answer is not valid JSON, or breaks off");
    }
  }

  private static void readItems(JsonParser parser, List<ItemReply> items, int documents) {
    while (parser.nextToken() == JsonToken.START_OBJECT && items.size() <= documents) {
      parser.nextToken(); // the action's name
      parser.nextToken();
      items.add(item(parser));
      parser.nextToken(); // the end of the action's object
    }
  }

  private static ItemReply item(JsonParser parser) {
    String id = "";
    int status = 0;
    FailureStore failureStore = FailureStore.NOT_SAID;
    ItemError error = ItemError.NONE;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("_id")) {
        id = parser.getString();
      } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("status")) {
        status = parser.getIntValue();
      } else if (value == JsonToken.VALUE_STRING && name.equals("failure_store")) {
        failureStore = FailureStore.of(parser.getString());
      } else if (value == JsonToken.START_OBJECT && name.equals("error")) {
        error = error(parser);
      } else {
        parser.skipChildren();
      }
    }
    return new ItemReply(id, status, error.type(), error.field(), error.reason(), failureStore);
  }

  /** The reason can quote the document; the field's name does not. */
  private record ItemError(String type, String field, String reason) {
    static final ItemError NONE = new ItemError("", "", "");
  }

  private static ItemError error(JsonParser parser) {
    String type = "";
    String field = "";
    String reason = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("type")) {
        type = parser.getString();
      } else if (value == JsonToken.VALUE_STRING && name.equals("reason")) {
        String said = parser.getString();
        Matcher named = FIELD_IN_REASON.matcher(said);
        field = named.find() ? named.group(1) : "";
        reason = said.substring(0, Math.min(said.length(), MAX_REASON_CHARACTERS));
      } else {
        parser.skipChildren();
      }
    }
    return new ItemError(type, field, reason);
  }
}
