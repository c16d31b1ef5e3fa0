package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.RejectedDocuments;

/** Takes the dead letters of one invocation. For one thread at a time. */
public interface DeadLetters extends RejectedDocuments {

  /**
   * Takes a payload that cannot be decoded, as it came.
   *
   * @param part which part of the invocation it was
   * @param payload its bytes
   * @param why what is wrong with it, without any content
   */
  void unreadable(int part, byte[] payload, String why);

  /** Writes what was taken, and says what is kept. Never throws for what S3 does. */
  DeadLetterResult finish();
}
