package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.deadletter.LetterHeader;

/**
 * What this forwarder would do with a dead letter.
 *
 * @param fingerprint of the settings that shape documents
 * @param forwarderVersion the running release
 */
public record Rules(String fingerprint, String forwarderVersion) {

  /** Whether another attempt could end differently than the one that wrote the letters. */
  boolean differFrom(LetterHeader header, Source.Kind kind) {
    boolean otherRelease = !forwarderVersion.equals(header.forwarderVersion());
    return !fingerprint.equals(header.rules()) || (kind == Source.Kind.UNREADABLE && otherRelease);
  }
}
