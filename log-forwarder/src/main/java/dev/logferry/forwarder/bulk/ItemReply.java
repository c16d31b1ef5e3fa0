package dev.logferry.forwarder.bulk;

import java.util.Locale;
import java.util.Optional;

/**
 * Elasticsearch's answer to one document of a bulk request.
 *
 * @param id the document's id, as the answer has it
 * @param status the item's HTTP-like status
 * @param error why the document was rejected; empty if it was not
 * @param failureStore what the data stream's failure store did
 */
public record ItemReply(String id, int status, Optional<Cause> error, FailureStore failureStore) {

  /**
   * What became of a rejected document in the failure store of its data stream.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/manage-data/data-store/data-streams/failure-store">Failure
   *     store</a>
   */
  public enum FailureStore {
    /** The answer does not mention one. */
    NOT_STATED,
    /** It took the document. */
    USED,
    /** It could not take it. */
    FAILED,
    /** It would have taken it, but is switched off for this data stream. */
    NOT_ENABLED;

    /** The value that an answer states. */
    public static FailureStore of(String stated) {
      return switch (stated.toLowerCase(Locale.ROOT)) {
        case "used" -> USED;
        case "failed" -> FAILED;
        case "not_enabled" -> NOT_ENABLED;
        default -> NOT_STATED;
      };
    }
  }

  /** A document that was stored. */
  public static ItemReply stored(String id) {
    return new ItemReply(id, 201, Optional.empty(), FailureStore.NOT_STATED);
  }

  /** A document that was rejected. */
  public static ItemReply rejected(String id, Cause cause) {
    return new ItemReply(id, cause.status(), Optional.of(cause), FailureStore.NOT_STATED);
  }

  /** Why the document was rejected. */
  public Cause cause() {
    return error.isPresent() ? error.get() : Cause.ofStatus(status);
  }

  /** Whether the failure store took the document instead of the stream. */
  boolean failureStored() {
    return failureStore == FailureStore.USED;
  }

  /** Whether this is about that document. The failure store gives its copy an id of its own. */
  boolean isAbout(String documentId) {
    return failureStored() || id.equals(documentId);
  }
}
