package dev.logferry.forwarder.bulk;

/** What an item's answer means: the item rows of the outcome table. */
public enum ItemOutcome {
  /** Stored for the first time. */
  INDEXED,
  /** The failure store of the data stream took it. */
  FAILURE_STORED,
  /** Stored already under the same id: a redelivery, not a loss. */
  DUPLICATE,
  /** Worth sending again. */
  RETRY,
  /** The mapping or the parser does not take this document. */
  REFUSED_BY_MAPPING,
  /** Not to be had for this document. */
  REFUSED;

  /** The one table from an item's answer to its meaning. */
  static ItemOutcome of(ItemReply reply) {
    return switch (reply.status()) {
      // The failure store answers 201 too:
      // https://www.elastic.co/docs/manage-data/data-store/data-streams/failure-store
      case 200, 201 -> reply.failureStored() ? FAILURE_STORED : INDEXED;
      case 409 -> DUPLICATE;
      case 429, 500, 502, 503, 504 -> RETRY;
      case 400 -> REFUSED_BY_MAPPING;
      default -> REFUSED;
    };
  }
}
