package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;

/** What became of one object. */
sealed interface ObjectResult {

  /**
   * Every part of it was delivered or is kept elsewhere, and it is deleted, or replaced by what is
   * left of it.
   *
   * @param moved what of it became a malformed dead letter, and why; empty if nothing did
   */
  record Done(Ledger ledger, String moved) implements ObjectResult {}

  /**
   * It is still there, to be tried again.
   *
   * @param ledger what became of its events
   * @param why what keeps it there, without any content
   */
  record Left(Ledger ledger, String why) implements ObjectResult {
    Left(String why) {
      this(Ledger.NOTHING_RECEIVED, why);
    }
  }

  /**
   * It was delivered and cannot be deleted, nor will any other: each run would deliver all again.
   */
  record NotDeleted(Ledger ledger, String why) implements ObjectResult {}

  /** It is nothing that this product wrote or can read, and is left alone. */
  record Foreign(String why) implements ObjectResult {}

  /** Nothing has changed for it since it was written. */
  record Waiting() implements ObjectResult {}

  /** Its data stream has failed several times in this run. */
  record Skipped() implements ObjectResult {}

  /** Something else has deleted it. */
  record Gone() implements ObjectResult {}

  /** A dry run would deliver it. */
  record WouldDeliver(int events) implements ObjectResult {}
}
