package dev.logferry.forwarder.bulk;

/**
 * Elasticsearch's answer to one document of a bulk request. Holds no text that could quote the
 * document: Elasticsearch's reasons do.
 *
 * @param id the document's id, as the answer has it
 * @param status the item's HTTP-like status
 * @param errorType Elasticsearch's name for the error; empty if there was none
 * @param errorField the field that the error's reason names; empty if it names none
 * @param failureStored whether the failure store took the document instead of the stream
 */
public record ItemReply(
    String id, int status, String errorType, String errorField, boolean failureStored) {

  /** Whether this is about that document. The failure store gives its copy an id of its own. */
  boolean isAbout(String documentId) {
    return failureStored || id.equals(documentId);
  }

  /** Why the document was not indexed, in few words. */
  String cause() {
    String field = errorField.isEmpty() ? "" : " in field " + errorField;
    return status + (errorType.isEmpty() ? "" : " " + errorType) + field;
  }
}
