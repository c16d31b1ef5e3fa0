package dev.logferry.forwarder.bulk;

/**
 * Why Elasticsearch does not take a document, whatever one does.
 *
 * @param status HTTP status of the item, or of the request that held it alone
 * @param errorType Elasticsearch's name for the error; empty if it gave none
 * @param errorField the field that the error's reason names; empty if it names none
 * @param reason Elasticsearch's own words, cut; they can quote the document, so they belong beside
 *     the document and into no log
 * @param attempts how often the document was sent
 */
public record Rejection(
    int status, String errorType, String errorField, String reason, int attempts) {

  /** The rejection in few words, without any content. */
  public String cause() {
    String field = errorField.isEmpty() ? "" : " in field " + errorField;
    return status + (errorType.isEmpty() ? "" : " " + errorType) + field;
  }

  /** The same, when the document has been sent so often. */
  Rejection after(int sent) {
    return new Rejection(status, errorType, errorField, reason, sent);
  }

  /** Without the reason, so that no message quotes a document by mistake. */
  @Override
  public String toString() {
    return cause() + " after " + attempts + " attempts";
  }
}
