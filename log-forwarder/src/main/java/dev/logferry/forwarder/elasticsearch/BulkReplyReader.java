package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.json.JsonStream;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of one bulk answer as a stream. Not with Jackson, whose classes would be a quarter
 * of a cold start.
 */
final class BulkReplyReader {

  private static final int WINDOW_BYTES = 8 * 1024;

  /** More digits than any HTTP status has. */
  private static final int LONGEST_STATUS = 9;

  private final JsonStream json = new JsonStream(WINDOW_BYTES);
  private final Utf8Buffer text = new Utf8Buffer(64);
  private final List<ItemReply> items = new ArrayList<>();

  private BulkReplyReader(InputStream body) {
    json.open(body, Long.MAX_VALUE);
  }

  /**
   * @param documents how many were sent; more items than that are not held in memory
   */
  static BulkReply read(InputStream body, int documents) {
    try {
      return new BulkReplyReader(body).read(documents);
    } catch (IOException _) {
      return new BulkReply.MalformedReply("the answer is not valid JSON, or breaks off");
    }
  }

  private BulkReply read(int documents) throws IOException {
    if (json.peek() != '{') {
      return new BulkReply.MalformedReply("the answer is not a JSON object");
    }
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      if (json.isNamed("items") && json.peek() == '[') {
        readItems(documents);
      } else {
        json.skipValue();
      }
    }
    if (!json.atEnd()) {
      return new BulkReply.MalformedReply("the answer goes on after its end");
    }
    for (ItemReply item : items) {
      if (item.status() == 0) {
        return new BulkReply.MalformedReply("an item of the answer has no status");
      }
    }
    return new BulkReply.Answered(items);
  }

  private void readItems(int documents) throws IOException {
    json.expect('[');
    for (boolean first = true; json.nextElement(first); first = false) {
      if (items.size() > documents) {
        json.skipValue();
      } else {
        readItem();
      }
    }
  }

  /** An object with one member, named after the action. */
  private void readItem() throws IOException {
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      items.add(item());
    }
  }

  private ItemReply item() throws IOException {
    String id = "";
    int status = 0;
    FailureStore failureStore = FailureStore.NOT_STATED;
    Reason reason = Reason.NONE;
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      byte value = json.peek();
      if (value == '"' && json.isNamed("_id")) {
        id = string();
      } else if (value != '"' && json.isNamed("status")) {
        status = status();
      } else if (value == '"' && json.isNamed("failure_store")) {
        failureStore = FailureStore.of(string());
      } else if (value == '{' && json.isNamed("error")) {
        reason = reason();
      } else {
        json.skipValue();
      }
    }
    Optional<Cause> error =
        status >= 300
            ? Optional.of(Cause.of(status, reason.type(), reason.sentence()))
            : Optional.empty();
    return new ItemReply(id, status, error, failureStore);
  }

  private record Reason(String type, String sentence) {
    static final Reason NONE = new Reason("", "");
  }

  private Reason reason() throws IOException {
    String type = "";
    String sentence = "";
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      boolean isType = json.isNamed("type");
      if (json.peek() != '"' || !(isType || json.isNamed("reason"))) {
        json.skipValue();
      } else if (isType) {
        type = string();
      } else {
        sentence = string();
      }
    }
    return new Reason(type, sentence);
  }

  private String string() throws IOException {
    text.clear();
    json.string(text);
    return text.from(0).toString();
  }

  /** The value of a status; 0 if it is no whole number. */
  private int status() throws IOException {
    text.clear();
    json.copyValue(text);
    int status = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.bytes()[i] - '0';
      if (digit < 0 || digit > 9 || text.length() > LONGEST_STATUS) {
        return 0;
      }
      status = 10 * status + digit;
    }
    return status;
  }
}
