package dev.logferry.api.http;

import dev.logferry.api.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The real server on loopback, with the routes of a test. */
final class RunningServer implements AutoCloseable {

  static final TraceContext TRACE = new TraceContext("a".repeat(32), "b".repeat(16), true);

  final BlockingQueue<RequestOutcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<String> traceparents = new LinkedBlockingQueue<>();
  final ApiServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningServer(Route... routes) {
    this(Set.of(), routes);
  }

  RunningServer(Set<String> corsAllowedOrigins, Route... routes) {
    server =
        new ApiServer(
            new ServerSettings(
                0, 0, corsAllowedOrigins, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)),
            List.of(routes),
            List.of(),
            header -> {
              header.ifPresent(traceparents::add);
              return TRACE;
            },
            outcomes::add);
    server.start();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Whatever comes back until the server closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
