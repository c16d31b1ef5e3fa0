package dev.logferry.localstack.chaos;

import java.util.BitSet;

/**
 * One payload as a function gets it.
 *
 * @param sent what it holds
 * @param lambdaEvent the event, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Parcel(Sent sent, byte[] lambdaEvent) {

  /**
   * What a payload holds, kept for the end of the run.
   *
   * @param payload its number, counted from 0
   * @param events how many
   * @param conflicting which of them hold a field that no mapping here takes
   */
  record Sent(int payload, int events, BitSet conflicting) {}
}
