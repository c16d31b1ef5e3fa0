package dev.logferry.forwarder.settings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether two runs of the forwarder make the same document of an event, and whether they can
 * read the same payloads. A dead letter is worth another attempt once its fingerprint has changed.
 */
public final class RulesFingerprint {

  /**
   * The key of hashed redactions is left out: who knows the rest could try keys until the
   * fingerprint fits, and no key makes a document fit or not.
   */
  static final Set<Variable> SHAPE_DOCUMENTS =
      EnumSet.of(
          Variable.DEFAULT_DATASET,
          Variable.DEFAULT_NAMESPACE,
          Variable.ROUTES,
          Variable.TIME_ZONE,
          Variable.MINIMUM_LEVEL,
          Variable.INCLUDE_PATTERN,
          Variable.EXCLUDE_PATTERN,
          Variable.REDACTION_RULES,
          Variable.MAX_NESTING_DEPTH,
          Variable.MAX_FIELDS,
          Variable.MAX_DOCUMENT_BYTES,
          Variable.MAPPING_VERSION);

  /** Documents can change without any payload becoming readable, and the other way round. */
  static final Set<Variable> MAKE_READABLE = EnumSet.of(Variable.MAX_DECOMPRESSED_BYTES);

  private static final int SHOWN_BYTES = 8;

  private RulesFingerprint() {}

  /**
   * The fingerprint of what makes documents, 16 hexadecimal digits.
   *
   * @param environment the function's variables; one that is absent counts as its default
   * @param forwarderVersion the version of the forwarder
   */
  public static String ofDocuments(Map<String, String> environment, String forwarderVersion) {
    MessageDigest hash = sha256();
    add(hash, forwarderVersion);
    add(hash, environment.getOrDefault("AWS_REGION", ""));
    return ended(hash, SHAPE_DOCUMENTS, environment);
  }

  /**
   * The fingerprint of what decides which payloads can be read, 16 hexadecimal digits.
   *
   * @param environment the function's variables; one that is absent counts as its default
   * @param forwarderVersion the version of the forwarder
   */
  public static String ofReading(Map<String, String> environment, String forwarderVersion) {
    MessageDigest hash = sha256();
    add(hash, forwarderVersion);
    return ended(hash, MAKE_READABLE, environment);
  }

  private static String ended(
      MessageDigest hash, Set<Variable> variables, Map<String, String> environment) {
    for (Variable variable : variables) {
      String value = environment.getOrDefault(variable.key(), "");
      add(hash, variable.key());
      add(hash, value.isBlank() ? variable.defaultValue() : value.strip());
    }
    return HexFormat.of().formatHex(hash.digest(), 0, SHOWN_BYTES);
  }

  /** With its length before it, so that no two lists of texts look the same. */
  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    hash.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
