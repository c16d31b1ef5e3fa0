package dev.logferry.forwarder.settings;

import java.util.Optional;

/**
 * Where dead letters are kept.
 *
 * @param bucket an S3 bucket; empty if nothing is kept, and an invocation with a dead letter fails
 * @param prefix what their keys begin with; empty, or ends in {@code /}
 * @param mappingVersion what the operator calls the cluster's present mapping; part of the rules
 *     that refused documents are kept under
 */
public record DeadLetterSettings(Optional<String> bucket, String prefix, String mappingVersion) {

  static DeadLetterSettings read(EnvironmentReader reader) {
    Optional<String> bucket = bucket(reader);
    if (reader.text(Variable.DEAD_LETTER_BUCKET).isEmpty()
        && reader.text(Variable.DEAD_LETTER_PREFIX).isPresent()) {
      reader.problem(
          "%s is set, but %s is not"
              .formatted(Variable.DEAD_LETTER_PREFIX.key(), Variable.DEAD_LETTER_BUCKET.key()));
    }
    return new DeadLetterSettings(
        bucket, prefix(reader), reader.text(Variable.MAPPING_VERSION).orElse(""));
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket
   *     naming rules</a>
   */
  private static Optional<String> bucket(EnvironmentReader reader) {
    if (reader.text(Variable.DEAD_LETTER_BUCKET).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(bucket(reader.value(Variable.DEAD_LETTER_BUCKET)));
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.DEAD_LETTER_BUCKET, e, Optional.empty());
    }
  }

  private static String prefix(EnvironmentReader reader) {
    try {
      return prefix(reader.value(Variable.DEAD_LETTER_PREFIX));
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.DEAD_LETTER_PREFIX, e, "");
    }
  }

  private static String bucket(String name) {
    if (!isBucketName(name)) {
      throw new IllegalArgumentException(
          "expected a bucket's name alone, without s3:// or a path: 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    return name;
  }

  private static String prefix(String prefix) {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "expected folders such as logferry/production/, ending in / and not beginning with it");
    }
    return prefix;
  }

  /** Without a regular expression, which would lengthen every cold start. */
  private static boolean isBucketName(String name) {
    boolean allowed = name.length() >= 3 && name.length() <= 63;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean within = i > 0 && i < name.length() - 1;
      allowed &= isLowerCaseOrDigit(c) || (within && (c == '.' || c == '-'));
    }
    return allowed;
  }

  private static boolean isPrefix(String prefix) {
    boolean allowed = prefix.length() <= 500 && (prefix.isEmpty() || prefix.endsWith("/"));
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      boolean endsFolder = c == '/' && i > 0 && prefix.charAt(i - 1) != '/';
      boolean ofName = isLowerCaseOrDigit(Character.toLowerCase(c)) || "!_.'()=-".indexOf(c) >= 0;
      allowed &= c < 128 && (endsFolder || ofName);
    }
    return allowed;
  }

  private static boolean isLowerCaseOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
