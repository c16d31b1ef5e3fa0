package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.RejectedDocuments;

/** Takes the dead letters of one invocation. Thread-safe. */
public interface DeadLetters extends RejectedDocuments {

  /**
   * Takes a payload that cannot be decoded, as it came.
   *
   * @param part which part of the invocation it was
   * @param payload its bytes
   * @param why what is wrong with it, without any content
   */
  void malformed(int part, byte[] payload, String why);

  /**
   * Writes what was taken, and counts each letter as dead-lettered, or as returned if it could not
   * be written. Never throws for what S3 does. Asked again, it gives the same answer.
   */
  DeadLetterResult finish();
}
