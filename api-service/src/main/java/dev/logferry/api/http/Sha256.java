package dev.logferry.api.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of contents and cursors. */
final class Sha256 {

  /** Only copied: to copy one is faster than to look one up. */
  private static final MessageDigest UNUSED = lookedUp();

  private Sha256() {}

  /** One that has seen nothing yet. */
  static MessageDigest start() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException _) {
      return lookedUp();
    }
  }

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
