package dev.logferry.forwarder;

import java.util.Locale;

/** Where a log event can end. Every event that an invocation receives has exactly one. */
public enum Outcome {
  /** Stored by Elasticsearch for the first time. */
  INDEXED,
  /** Stored already under the same id by an earlier delivery. */
  DUPLICATE,
  /** Left out by a rule that the operator wrote, or by the loop guard. */
  FILTERED,
  /** Stored, with a part that Elasticsearch rejected set aside. */
  DEGRADED,
  /** Stored by the failure store of its data stream. */
  FAILURE_STORED,
  /** Kept in S3 as a dead letter. */
  DEAD_LETTERED,
  /** Handed back: the invocation fails, and Lambda keeps the payload. */
  RETURNED;

  private final String jsonName = name().toLowerCase(Locale.ROOT);

  /** The name in summaries and other JSON, such as {@code dead_lettered}. */
  public String jsonName() {
    return jsonName;
  }
}
