package dev.logferry.forwarder.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/** How the fake answers one request. Immutable; {@code with} methods make changed copies. */
public final class Script {

  /** Stores everything it can and says so. */
  public static final Script TRUTH = new Script(200, Form.ITEMS);

  private enum Form {
    ITEMS,
    ERROR,
    RAW,
    DROPPED,
    DROPPED_AFTER_STORING,
    TRUNCATED,
    TRICKLED,
    SILENT
  }

  private final int status;
  private final Form form;
  private List<Integer> itemStatuses = List.of();
  private Optional<String> itemErrorType = Optional.empty();
  private String itemReason = "failed to parse field [secretive] of type [long]. Preview: 'CANARY'";
  private String text = "";
  private String reason = "about 'CANARY'";
  private String contentType = "application/vnd.elasticsearch+json;compatible-with=8";
  private boolean elasticsearch = true;
  private int lengthChange;
  private boolean swapped;
  private Optional<String> failureStore = Optional.empty();
  private final Map<String, String> headers = new HashMap<>();

  private Script(int status, Form form) {
    this.status = status;
    this.form = form;
  }

  /** Item by item; 201 means the truth, and so do positions beyond the list. */
  public static Script items(Integer... statuses) {
    Script script = new Script(200, Form.ITEMS);
    script.itemStatuses = Arrays.asList(statuses);
    return script;
  }

  /** The same, and why the items are rejected that are. */
  public Script because(String errorType, String reason) {
    itemErrorType = Optional.of(errorType);
    itemReason = reason;
    return this;
  }

  /** The request as a whole is refused, in Elasticsearch's form. */
  public static Script refuse(int status, String errorType) {
    Script script = new Script(status, Form.ERROR);
    script.text = errorType;
    return script;
  }

  /** The same with a reason. */
  public static Script elasticsearchRejects(int status, String errorType, String reason) {
    Script script = refuse(status, errorType);
    script.reason = reason;
    return script;
  }

  /** Anything at all, from whatever is in the way. */
  public static Script raw(int status, String contentType, String body) {
    Script script = new Script(status, Form.RAW);
    script.text = body;
    script.contentType = contentType;
    script.elasticsearch = false;
    return script;
  }

  /** An answer with Elasticsearch's header, but this text as its body. */
  public static Script elasticsearchSays(String body) {
    Script script = new Script(200, Form.RAW);
    script.text = body;
    return script;
  }

  /** The connection is closed before anything is stored. */
  public static Script drop() {
    return new Script(200, Form.DROPPED);
  }

  /** Everything is stored, but nobody hears of it. */
  public static Script storeThenDrop() {
    return new Script(200, Form.DROPPED_AFTER_STORING);
  }

  /** Everything is stored, but the answer breaks off. */
  public static Script storeThenTruncate() {
    return new Script(200, Form.TRUNCATED);
  }

  /** Everything is stored, but the answer comes byte by byte, for minutes. */
  public static Script storeThenTrickle() {
    return new Script(200, Form.TRICKLED);
  }

  /** Nothing is stored, and for a minute there is no answer. */
  public static Script silent() {
    return new Script(200, Form.SILENT);
  }

  /** Everything is stored, but the answer has one item too few or too many. */
  public static Script wrongLength(int change) {
    Script script = new Script(200, Form.ITEMS);
    script.lengthChange = change;
    return script;
  }

  /** Everything is stored, but the answer is about the documents in another order. */
  public static Script swapped() {
    Script script = new Script(200, Form.ITEMS);
    script.swapped = true;
    return script;
  }

  String idOf(List<BulkLine> lines, int position) {
    return lines.get(swapped ? lines.size() - 1 - position : position).id();
  }

  /** Everything is stored in the failure store. */
  public static Script failureStored() {
    Script script = new Script(200, Form.ITEMS);
    script.failureStore = Optional.of("used");
    return script;
  }

  public Script withHeader(String name, String value) {
    headers.put(name, value);
    return this;
  }

  boolean reachesStore() {
    return switch (form) {
      case ITEMS, DROPPED_AFTER_STORING, TRUNCATED, TRICKLED -> true;
      case ERROR, RAW, DROPPED, SILENT -> false;
    };
  }

  int statusOf(int position) {
    return position < itemStatuses.size() ? itemStatuses.get(position) : 201;
  }

  void changeLength(ArrayNode items) {
    if (lengthChange < 0) {
      items.remove(items.size() - 1);
    } else if (lengthChange > 0) {
      items.add(items.get(0));
    }
  }

  String body(String items) {
    return switch (form) {
      case ITEMS, TRICKLED -> items;
      case TRUNCATED -> items.substring(0, items.length() / 2);
      case ERROR ->
          "{\"error\":{\"root_cause\":[],\"type\":\"%s\",\"reason\":\"%s\"},\"status\":%d}"
              .formatted(text, reason, status);
      case RAW -> text;
      case DROPPED, DROPPED_AFTER_STORING, SILENT -> "";
    };
  }

  /** The length in the header: of a truncated answer, what it would have been. */
  long announced(int length) {
    return form == Form.TRUNCATED ? length * 2L : length;
  }

  boolean dropsConnection() {
    return form == Form.DROPPED || form == Form.DROPPED_AFTER_STORING;
  }

  boolean trickles() {
    return form == Form.TRICKLED;
  }

  boolean isSilent() {
    return form == Form.SILENT;
  }

  /** Whether the answer reaches its reader whole and about what was sent. */
  boolean tellsTheTruth() {
    return form == Form.ITEMS && lengthChange == 0 && !swapped;
  }

  boolean isElasticsearch() {
    return elasticsearch;
  }

  String contentType() {
    return contentType;
  }

  int status() {
    return status;
  }

  Optional<String> failureStore() {
    return failureStore;
  }

  Map<String, String> headers() {
    return headers;
  }

  String itemReason() {
    return itemReason;
  }

  String itemErrorType(int status) {
    return itemErrorType.orElseGet(() -> typeOf(status));
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 400 -> "document_parsing_exception";
      case 409 -> "version_conflict_engine_exception";
      case 429 -> "es_rejected_execution_exception";
      default -> "some_exception";
    };
  }

  @Override
  public String toString() {
    return form + " " + status + " " + itemStatuses + " " + text + " " + lengthChange;
  }
}
