package dev.logferry.forwarder.deadletter;

import java.time.Instant;

/**
 * The first line of a dead letter object.
 *
 * @param writtenAt when the object was begun
 * @param requestId Lambda's id of the invocation that wrote it
 * @param forwarderVersion the version of the forwarder that wrote it
 * @param rules fingerprint of the settings that shape documents; a refused document is worth
 *     another attempt once they differ
 */
public record LetterHeader(
    Instant writtenAt, String requestId, String forwarderVersion, String rules) {

  /** What every such object calls itself. */
  static final String FORM = "logferry.dead-letters";

  /** The version that is written, and the newest that can be read. */
  static final int VERSION = 1;
}
