package dev.logferry.forwarder.bulk;

/** What an item's answer means: the item rows of the outcome table in docs/ARCHITECTURE.md. */
public enum ItemOutcome {
  /** Stored for the first time. */
  INDEXED,
  /** The failure store of the data stream took it. */
  FAILURE_STORED,
  /** Already stored under the same id: delivered twice, stored once. */
  DUPLICATE,
  /** Worth sending again. */
  RETRY,
  /** Rejected because of one field, which the answer names. */
  FIELD_REJECTED,
  /** Rejected as it is, without a field to blame. */
  DOCUMENT_REJECTED,
  /** Rejected for the state of the index or the configuration of the cluster. */
  NOT_ACCEPTED,
  /** Permanently rejected, whatever form the document has. */
  REJECTED;

  /** The one table from an item's answer to its meaning. */
  static ItemOutcome of(ItemReply reply) {
    return switch (reply.status()) {
      // The failure store answers 201 as well:
      // https://www.elastic.co/docs/manage-data/data-store/data-streams/failure-store
      case 200, 201 -> reply.failureStored() ? FAILURE_STORED : INDEXED;
      case 429, 500, 502, 503, 504 ->
          OperationalCause.of(reply.cause()).isPresent() ? NOT_ACCEPTED : RETRY;
      case 400 -> ofBadRequest(reply.cause());
      case 409 -> isStoredAlready(reply.cause()) ? DUPLICATE : REJECTED;
      default -> OperationalCause.of(reply.cause()).isPresent() ? NOT_ACCEPTED : REJECTED;
    };
  }

  private static ItemOutcome ofBadRequest(Cause cause) {
    if (OperationalCause.of(cause).isPresent()) {
      return NOT_ACCEPTED;
    }
    return cause.namesField() ? FIELD_REJECTED : DOCUMENT_REJECTED;
  }

  private static boolean isStoredAlready(Cause cause) {
    return cause.type().equals("version_conflict_engine_exception");
  }
}
