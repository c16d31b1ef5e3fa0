package dev.logferry.localstack.elasticsearch;

import java.time.Duration;

/**
 * How a local server is run.
 *
 * @param httpPort TCP port on 127.0.0.1; 0 lets the server take a free one
 * @param startupLimit how long the server may take until it answers
 * @param clientCertificateRequired whether the server takes only clients with a certificate of its
 *     authority
 * @param templates whether the server gets the analyst pack's index templates
 */
public record LocalElasticsearchSettings(
    int httpPort, Duration startupLimit, boolean clientCertificateRequired, boolean templates) {

  public LocalElasticsearchSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException(
          "httpPort must be 0 (any free port) to 65535, not " + httpPort);
    }
    if (!startupLimit.isPositive()) {
      throw new IllegalArgumentException("startupLimit must be above zero, not " + startupLimit);
    }
  }

  /**
   * Any free port, ten minutes to start, no client certificate required, with templates. A server
   * that ends is noticed at once, so the limit only ends one that hangs.
   */
  public static LocalElasticsearchSettings defaults() {
    return new LocalElasticsearchSettings(0, Duration.ofMinutes(10), false, true);
  }

  public LocalElasticsearchSettings withHttpPort(int port) {
    return new LocalElasticsearchSettings(port, startupLimit, clientCertificateRequired, templates);
  }

  public LocalElasticsearchSettings withStartupLimit(Duration limit) {
    return new LocalElasticsearchSettings(httpPort, limit, clientCertificateRequired, templates);
  }

  /** See {@link LocalElasticsearch#clientCertificateFile}. */
  public LocalElasticsearchSettings withClientCertificateRequired() {
    return new LocalElasticsearchSettings(httpPort, startupLimit, true, templates);
  }

  /** A server without index templates, such as a cluster before {@code logferry setup}. */
  public LocalElasticsearchSettings withoutTemplates() {
    return new LocalElasticsearchSettings(httpPort, startupLimit, clientCertificateRequired, false);
  }
}
