package dev.logferry.forwarder.bulk;

import java.util.Locale;

/**
 * Elasticsearch's answer to one document of a bulk request.
 *
 * @param id the document's id, as the answer has it
 * @param status the item's HTTP-like status
 * @param errorType Elasticsearch's name for the error; empty if there was none
 * @param errorField the field that the error's reason names; empty if it names none
 * @param reason Elasticsearch's own words, cut; they can quote the document, so {@link #toString}
 *     leaves them out
 * @param failureStore what the data stream's failure store did
 */
public record ItemReply(
    String id,
    int status,
    String errorType,
    String errorField,
    String reason,
    FailureStore failureStore) {

  /**
   * What became of a refused document in the failure store of its data stream.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/manage-data/data-store/data-streams/failure-store">Failure
   *     store</a>
   */
  public enum FailureStore {
    /** Nothing is said of one. */
    NOT_SAID,
    /** It took the document. */
    USED,
    /** It could not take it. */
    FAILED,
    /** It would have taken it, but is switched off for this data stream. */
    NOT_ENABLED;

    public static FailureStore of(String said) {
      return switch (said.toLowerCase(Locale.ROOT)) {
        case "used" -> USED;
        case "failed" -> FAILED;
        case "not_enabled" -> NOT_ENABLED;
        default -> NOT_SAID;
      };
    }
  }

  /** Whether the failure store took the document instead of the stream. */
  boolean failureStored() {
    return failureStore == FailureStore.USED;
  }

  /** Whether this is about that document. The failure store gives its copy an id of its own. */
  boolean isAbout(String documentId) {
    return failureStored() || id.equals(documentId);
  }

  Rejection rejection(int attempts) {
    return new Rejection(status, errorType, errorField, reason, attempts);
  }

  @Override
  public String toString() {
    return "%s: %s, failure store %s".formatted(id, rejection(1).cause(), failureStore);
  }
}
