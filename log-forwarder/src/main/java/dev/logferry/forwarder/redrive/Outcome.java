package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;

/** What became of one object. */
sealed interface Outcome {

  /**
   * Every part of it has its place, and it is deleted.
   *
   * @param delivered what was done with it
   */
  record Settled(Delivered delivered) implements Outcome {}

  /**
   * It is still there.
   *
   * @param ledger what became of its events
   * @param why what keeps it there, without any content
   * @param cause what that says of the other objects
   */
  record Left(Ledger ledger, String why, Cause cause) implements Outcome {}

  /** Nothing has changed for it since it was written. */
  record Waiting() implements Outcome {}

  /** Somebody else has deleted it. */
  record Gone() implements Outcome {}

  /** What an object that is left says of the others. */
  enum Cause {
    /** Nothing: it is of a kind that this version cannot deliver, or names what cannot be read. */
    ITS_KIND,
    /** The cluster, or S3, may do the same with the next one. */
    DELIVERY,
    /** It cannot be deleted, nor will any other: each run would do all of it again. */
    DELETION
  }
}
