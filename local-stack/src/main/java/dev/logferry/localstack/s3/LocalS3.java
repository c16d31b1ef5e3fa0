package dev.logferry.localstack.s3;

import dev.logferry.localstack.server.KeptLogs;
import dev.logferry.localstack.server.LocalServerException;
import dev.logferry.localstack.server.ReservedPort;
import dev.logferry.localstack.server.ServerProcess;
import dev.logferry.localstack.server.Startup;
import dev.logferry.localstack.server.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S3 for this machine alone. Takes any credentials. Can be stopped and started again with what it
 * holds; closing it removes everything.
 */
public final class LocalS3 implements AutoCloseable {

  private static final Duration STARTUP_LIMIT = Duration.ofMinutes(3);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

  private final Path jar;
  private final S3Folder folder;
  private final Watchdog watchdog;
  private final ReservedPort port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread endAtExit = new Thread(this::endAtExit, "end-local-s3");
  private ServerProcess process;

  private LocalS3(Path jar, S3Folder folder, ReservedPort port) throws IOException {
    this.jar = jar;
    this.folder = folder;
    this.port = port;
    this.watchdog = folder.watchdog();
    this.process = folder.startServer(jar, port.number());
    Runtime.getRuntime().addShutdownHook(endAtExit);
  }

  /**
   * Starts it on a free port and waits until it is ready.
   *
   * @param buckets made before this returns
   * @throws LocalServerException if it does not start
   */
  public static LocalS3 start(String... buckets) {
    Path jar = ServerJar.find(System.getenv());
    try {
      LocalS3 s3 = new LocalS3(jar, S3Folder.create(), ReservedPort.reserve("the local S3", 0));
      s3.makeReady(buckets);
      return s3;
    } catch (IOException e) {
      throw new LocalServerException("the local S3 cannot be started: " + e, e);
    }
  }

  private void makeReady(String... buckets) {
    boolean ready = false;
    try {
      awaitReady();
      for (String bucket : buckets) {
        createBucket(bucket);
      }
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port.number());
  }

  /** The variables with which AWS's SDKs and tools find it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint().toString(),
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_REGION", "eu-central-1");
  }

  /** Makes a bucket; nothing if it is there. */
  public void createBucket(String bucket) {
    put(URI.create(endpoint() + "/" + bucket), new byte[0]);
  }

  /**
   * Stores an object.
   *
   * @param key letters, digits and {@code / - _ .} alone
   */
  public void put(String bucket, String key, byte[] content) {
    put(URI.create("%s/%s/%s".formatted(endpoint(), bucket, key)), content);
  }

  /** Ends the server as a crash would; what it holds stays. Nothing if it is stopped. */
  public synchronized void stop() {
    process.kill();
  }

  /** Starts it again at the same address, with what it held; nothing if it runs. */
  public synchronized void restart() {
    if (process.isAlive()) {
      return;
    }
    try {
      process = folder.startServer(jar, port.number());
    } catch (IOException e) {
      throw new UncheckedIOException("the local S3 cannot be started again", e);
    }
    awaitReady();
  }

  /** The server's process. */
  public synchronized ProcessHandle process() {
    return process.handle();
  }

  @Override
  public void close() {
    stop();
    http.close();
    try {
      removeFiles();
      Runtime.getRuntime().removeShutdownHook(endAtExit);
    } catch (IOException e) {
      throw new UncheckedIOException("the local S3's files cannot be removed", e);
    } catch (IllegalStateException _) {
      // The process is ending: the hook finds nothing left to do.
    } finally {
      watchdog.close();
      port.close();
    }
  }

  /** Best effort. */
  private void endAtExit() {
    stop();
    try {
      removeFiles();
    } catch (IOException _) {
      // Nothing is left that could report it.
    }
  }

  private synchronized void removeFiles() throws IOException {
    KeptLogs.copy("S3", port.number(), List.of(folder.output()));
    folder.close();
  }

  private void awaitReady() {
    new Startup(process, STARTUP_LIMIT)
        .await("answering", () -> answers() ? Optional.of(true) : Optional.empty());
  }

  private boolean answers() throws IOException {
    return send(HttpRequest.newBuilder(endpoint()).GET()).statusCode() == 200;
  }

  private void put(URI address, byte[] content) {
    HttpRequest.BodyPublisher body =
        content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
    try {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(address).PUT(body));
      if (answer.statusCode() != 200) {
        throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PUT %s: %s".formatted(address, e.getMessage()), e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(REQUEST_LIMIT).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LocalServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalServerException("interrupted while the local S3 was at work", e);
  }
}
