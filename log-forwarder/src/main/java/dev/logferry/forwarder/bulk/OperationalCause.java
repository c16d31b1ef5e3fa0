package dev.logferry.forwarder.bulk;

import java.util.Optional;

/**
 * Rejections that come from the state of an index or the configuration of the cluster, and from no
 * document. The same document is taken once an operator has put that right. Error types alone do
 * not distinguish them ({@code illegal_argument_exception} has many causes), so the reason counts
 * as well. Types and reasons are what Elasticsearch 7.17, 8.19 and 9.2 answer.
 */
enum OperationalCause {
  WRITE_BLOCK(
      "cluster_block_exception",
      "",
      "the index is blocked for writing: remove the block (index.blocks.*), or free disk space"),
  NO_PRIMARY(
      "unavailable_shards_exception",
      "",
      "the primary shard of the index is not active: look at the cluster's health"),
  INDEX_CLOSED(
      "index_closed_exception", "", "the index is closed: open it, or roll the data stream over"),
  MISSING_PIPELINE(
      "illegal_argument_exception",
      "pipeline with id [",
      "index.default_pipeline or index.final_pipeline names an ingest pipeline that does not exist: create it, or change the setting"),
  SHARD_LIMIT(
      "validation_exception",
      "shards open",
      "the cluster has as many shards as cluster.max_shards_per_node allows: delete indices, add nodes, or raise it"),
  MISSING_PRIVILEGE(
      "security_exception",
      "",
      "the user lacks a privilege: it needs create_doc and auto_configure on the data stream"),
  NO_SUCH_INDEX(
      "index_not_found_exception",
      "",
      "the data stream does not exist and is not created: install an index template with a data stream for it, and allow it in action.auto_create_index");

  private final String type;
  private final String inReason;
  private final String remedy;

  OperationalCause(String type, String inReason, String remedy) {
    this.type = type;
    this.inReason = inReason;
    this.remedy = remedy;
  }

  static Optional<OperationalCause> of(Cause cause) {
    for (OperationalCause known : values()) {
      if (cause.type().equals(known.type) && cause.reason().contains(known.inReason)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** What to do about a rejection; says so too if nothing is known of its cause. */
  static String remedy(Cause cause) {
    return of(cause)
        .map(known -> known.remedy)
        .orElse(
            "no document is to blame, as all are rejected alike: look up the reason, which is stored with the dead letters");
  }
}
