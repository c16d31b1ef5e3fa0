package dev.logferry.localstack.elasticsearch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a local server is run.
 *
 * @param heapMegabytes largest heap of the server; 256 to 31744
 * @param httpPort TCP port on 127.0.0.1; 0 lets the server take a free one
 * @param runFolder holds this run's configuration, data and logs; created if missing, and refused
 *     if it holds anything that no earlier run made. Empty means a new folder of the system's
 *     temporary folder
 * @param startupLimit how long the server may take until it answers
 * @param keepData whether the run folder stays after {@code close}, so that a later run on the same
 *     folder finds its data
 * @param fastStart true to start sooner with a simple compiler and collector; false for
 *     measurements, where the server shall reach its full speed
 * @param clientCertificateRequired whether the server takes only clients with a certificate of its
 *     authority
 * @param templates whether the server gets the analyst pack's index templates
 */
public record LocalElasticsearchSettings(
    int heapMegabytes,
    int httpPort,
    Optional<Path> runFolder,
    Duration startupLimit,
    boolean keepData,
    boolean fastStart,
    boolean clientCertificateRequired,
    boolean templates) {

  public LocalElasticsearchSettings {
    if (heapMegabytes < 256 || heapMegabytes > 31_744) {
      throw new IllegalArgumentException(
          "heapMegabytes must be 256 to 31744, not " + heapMegabytes);
    }
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException(
          "httpPort must be 0 (any free port) to 65535, not " + httpPort);
    }
    if (!startupLimit.isPositive()) {
      throw new IllegalArgumentException("startupLimit must be above zero, not " + startupLimit);
    }
    if (keepData && runFolder.isEmpty()) {
      throw new IllegalArgumentException(
          "keepData needs a runFolder: name the folder that shall keep the data");
    }
  }

  /**
   * 512 MB of heap, a free port, a temporary folder, ten minutes to start, fast start. A server
   * that ends is noticed at once, so the limit only ends one that hangs.
   */
  public static LocalElasticsearchSettings defaults() {
    return new LocalElasticsearchSettings(
        512, 0, Optional.empty(), Duration.ofMinutes(10), false, true, false, true);
  }

  public LocalElasticsearchSettings withHeapMegabytes(int megabytes) {
    return new LocalElasticsearchSettings(
        megabytes,
        httpPort,
        runFolder,
        startupLimit,
        keepData,
        fastStart,
        clientCertificateRequired,
        templates);
  }

  public LocalElasticsearchSettings withHttpPort(int port) {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        port,
        runFolder,
        startupLimit,
        keepData,
        fastStart,
        clientCertificateRequired,
        templates);
  }

  public LocalElasticsearchSettings withRunFolder(Path folder) {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        httpPort,
        Optional.of(folder),
        startupLimit,
        keepData,
        fastStart,
        clientCertificateRequired,
        templates);
  }

  public LocalElasticsearchSettings withStartupLimit(Duration limit) {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        httpPort,
        runFolder,
        limit,
        keepData,
        fastStart,
        clientCertificateRequired,
        templates);
  }

  /** Needs {@link #withRunFolder} before it when {@code keep} is true. */
  public LocalElasticsearchSettings withKeepData(boolean keep) {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        httpPort,
        runFolder,
        startupLimit,
        keep,
        fastStart,
        clientCertificateRequired,
        templates);
  }

  public LocalElasticsearchSettings withFastStart(boolean fast) {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        httpPort,
        runFolder,
        startupLimit,
        keepData,
        fast,
        clientCertificateRequired,
        templates);
  }

  /** See {@link LocalElasticsearch#clientCertificateFile}. */
  public LocalElasticsearchSettings withClientCertificateRequired() {
    return new LocalElasticsearchSettings(
        heapMegabytes, httpPort, runFolder, startupLimit, keepData, fastStart, true, templates);
  }

  /** A server without index templates, such as a cluster before {@code logferry setup}. */
  public LocalElasticsearchSettings withoutTemplates() {
    return new LocalElasticsearchSettings(
        heapMegabytes,
        httpPort,
        runFolder,
        startupLimit,
        keepData,
        fastStart,
        clientCertificateRequired,
        false);
  }
}
