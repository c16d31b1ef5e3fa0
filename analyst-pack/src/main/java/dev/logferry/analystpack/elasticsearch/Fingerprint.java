package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tells whether what is installed was made from what the pack holds now. */
public final class Fingerprint {

  private static final int HEXADECIMAL_DIGITS = 12;

  private Fingerprint() {}

  /** Twelve hexadecimal digits of the SHA-256 of some JSON. */
  public static String of(List<? extends JsonNode> parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      parts.forEach(part -> sha256.update(PackSource.JSON.writeValueAsBytes(part)));
      return HexFormat.of().formatHex(sha256.digest()).substring(0, HEXADECIMAL_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
