package dev.logferry.forwarder.deadletter;

import java.time.Instant;

/**
 * The first line of a dead letter object.
 *
 * @param kind what the object's letters have in common
 * @param writtenAt when the object was begun
 * @param requestId Lambda's id of the invocation that wrote it
 * @param forwarderVersion the version of the forwarder that wrote it
 * @param rules fingerprint of the settings that decide about such letters: those that shape
 *     documents, or those that let a payload be read; a letter is worth another attempt once they
 *     differ
 */
public record DeadLetterHeader(
    DeadLetterKind kind,
    Instant writtenAt,
    String requestId,
    String forwarderVersion,
    String rules) {

  /** What every such object calls itself. */
  static final String FORM = "logferry.dead-letters";

  /** The version that is written, and the newest that can be read. */
  static final int VERSION = 1;
}
