package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a bulk answer as a stream. */
final class BulkReplyReader {

  private final JsonFactory json = new JsonFactory();

  /**
   * @param documents how many were sent; more items than that are not held in memory
   */
  BulkReply read(InputStream body, int documents) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new BulkReply.MalformedReply("the answer is not a JSON object");
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
        return new BulkReply.MalformedReply("the answer goes on after its end");
      }
      for (ItemReply item : items) {
        if (item.status() == 0) {
          return new BulkReply.MalformedReply("an item of the answer has no status");
        }
      }
      return new BulkReply.Answered(items);
    } catch (JacksonException _) {
      return new BulkReply.MalformedReply("the answer is not valid JSON, or breaks off");
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
    FailureStore failureStore = FailureStore.NOT_STATED;
    String errorType = "";
    String reason = "";
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
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String member = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_STRING) {
            errorType = member.equals("type") ? parser.getString() : errorType;
            reason = member.equals("reason") ? parser.getString() : reason;
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    Optional<Cause> error =
        status >= 300 ? Optional.of(Cause.of(status, errorType, reason)) : Optional.empty();
    return new ItemReply(id, status, error, failureStore);
  }
}
