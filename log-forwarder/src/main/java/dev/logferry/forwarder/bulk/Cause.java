package dev.logferry.forwarder.bulk;

/**
 * Why Elasticsearch, or whatever answered in its place, rejected a document or a whole request.
 *
 * @param status HTTP status of the item, or of the response to the request
 * @param type Elasticsearch's name for the error; empty if the answer has none, or one that
 *     Elasticsearch never writes
 * @param field dotted path of the field that the reason names; empty if it names none
 * @param reason Elasticsearch's own words, cut. They can quote the document, so they are stored
 *     with the document and never logged
 */
public record Cause(int status, String type, String field, String reason) {

  private static final int MAX_TYPE_CHARACTERS = 100;

  /** Elasticsearch previews values in its reasons, so they can be long. */
  private static final int MAX_REASON_CHARACTERS = 1000;

  public Cause {
    type = isErrorType(type) ? type : "";
    reason = reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARACTERS));
  }

  /** The cause that an error object states; {@link NamedField} finds the field in its reason. */
  public static Cause of(int status, String type, String reason) {
    return new Cause(status, type, NamedField.in(reason), reason);
  }

  /** A rejection about which only the status is known. */
  public static Cause ofStatus(int status) {
    return new Cause(status, "", "", "");
  }

  /** Whether the reason names the field that is to blame. */
  public boolean namesField() {
    return !field.isEmpty();
  }

  /** Status, type and field: what may be logged, because it never quotes a value. */
  public String summary() {
    String where = field.isEmpty() ? "" : " in field " + field;
    return status + (type.isEmpty() ? "" : " " + type) + where;
  }

  /** Without the reason, so that no message quotes a document by mistake. */
  @Override
  public String toString() {
    return summary();
  }

  private static boolean isErrorType(String type) {
    if (type.length() > MAX_TYPE_CHARACTERS) {
      return false;
    }
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
