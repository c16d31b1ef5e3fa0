package dev.logferry.forwarder.document;

import java.util.regex.Pattern;

/**
 * The data stream {@code logs-<dataset>-<namespace>}.
 *
 * @param dataset what the events are about, such as {@code shop.api}
 * @param namespace an arbitrary division, such as {@code production}
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-data_stream">ECS data stream fields:
 *     the naming rules</a>
 */
public record DataStream(String dataset, String namespace) {

  public DataStream {
    check("dataset", dataset);
    check("namespace", namespace);
  }

  /** The data stream's name in Elasticsearch. */
  public String name() {
    return "logs-" + dataset + "-" + namespace;
  }

  private static void check(String what, String value) {
    if (!Rules.ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the %s '%s' of a data stream must be 1 to 100 ASCII characters, lower case, without - \\ / * ? \" < > | , # : or a blank"
              .formatted(what, value));
    }
  }

  private static final class Rules {
    static final Pattern ALLOWED = Pattern.compile("[!-~&&[^\\-\\\\/*?\"<>|,#:A-Z]]{1,100}");
  }
}
