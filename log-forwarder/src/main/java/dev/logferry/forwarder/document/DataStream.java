package dev.logferry.forwarder.document;

import org.jspecify.annotations.Nullable;

/**
 * The data stream {@code logs-<dataset>-<namespace>}.
 *
 * @param dataset what the events are about, such as {@code shop.api}
 * @param namespace an arbitrary division, such as {@code production}
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-data_stream">ECS data stream fields:
 *     the naming rules</a>
 */
public record DataStream(String dataset, String namespace) {

  private static final String PREFIX = "logs-";
  private static final int LONGEST = 100;

  public DataStream {
    check("dataset", dataset);
    check("namespace", namespace);
  }

  /** The data stream's name in Elasticsearch. */
  public String name() {
    return PREFIX + dataset + '-' + namespace;
  }

  /** The length of the name, in characters and in bytes. */
  public int nameLength() {
    return PREFIX.length() + dataset.length() + 1 + namespace.length();
  }

  /**
   * What a record has anyway. Written out, since Java bootstraps that one when it is first used.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DataStream stream
        && dataset.equals(stream.dataset)
        && namespace.equals(stream.namespace);
  }

  @Override
  public int hashCode() {
    return 31 * dataset.hashCode() + namespace.hashCode();
  }

  private static void check(String what, String value) {
    boolean allowed = !value.isEmpty() && value.length() <= LONGEST;
    boolean letters = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      letters |= letter;
      allowed &= letter || c == '_' || c == '.' || c == '+';
    }
    if (!allowed || !letters || value.startsWith("_") || value.startsWith(".")) {
      throw new IllegalArgumentException(
          "the %s '%s' of a data stream must be 1 to %d lower-case letters, digits, or _ . + between them"
              .formatted(what, value, LONGEST));
    }
  }
}
