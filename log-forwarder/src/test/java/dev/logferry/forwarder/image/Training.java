package dev.logferry.forwarder.image;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Lets the function of the container image forward one event over TLS, so that its JVM writes the
 * AOT cache when it ends. Runs within the image, while that is built, and so needs nothing but the
 * JDK's base modules: it speaks HTTP by itself, for the Lambda Runtime API and for Elasticsearch.
 */
public final class Training implements AutoCloseable {

  private static final String HANDLER = "dev.logferry.forwarder.lambda.ForwardHandler";
  private static final char[] PASSWORD = "training".toCharArray();
  private static final Pattern ID = Pattern.compile("\\{\"create\":\\{.*\"_id\":\"([^\"]+)\"}}");

  private final ServerSocket runtimeApi;
  private final ServerSocket elasticsearch;
  private final Path authority;
  private final byte[] event;
  private final CompletableFuture<String> response = new CompletableFuture<>();

  /**
   * Opens the two servers.
   *
   * @param keystore of the server: PKCS 12, with the password "training"
   * @param authority the server's certificate as PEM
   * @param event what the function is invoked with
   */
  public Training(Path keystore, Path authority, byte[] event)
      throws IOException, GeneralSecurityException {
    this.authority = authority;
    this.event = event.clone();
    this.runtimeApi = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.elasticsearch =
        tls(keystore)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    serve(runtimeApi);
    serve(elasticsearch);
  }

  /**
   * Writes a cache.
   *
   * @param arguments the image's bootstrap, the keystore, the certificate, the Lambda event, and
   *     the cache to write
   */
  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[4]);
    byte[] event = Files.readAllBytes(Path.of(arguments[3]));
    try (var training = new Training(Path.of(arguments[1]), Path.of(arguments[2]), event)) {
      System.out.println(
          training.invoke(Path.of(arguments[0]), Map.of(), "-XX:AOTCacheOutput=" + cache));
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM has written no AOT cache");
    }
  }

  /**
   * Starts the function, invokes it once, and ends it.
   *
   * @param environment beside what the function needs
   * @param jvmOptions beside those of the bootstrap
   * @return the function's response
   * @throws IllegalStateException if it ends before it responds
   */
  public String invoke(Path bootstrap, Map<String, String> environment, String jvmOptions)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(bootstrap.toString());
    builder.environment().putAll(environment());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_TOOL_OPTIONS", jvmOptions);
    Process function = builder.inheritIO().start();
    try {
      var _ =
          function
              .onExit()
              .thenAccept(
                  _ ->
                      response.completeExceptionally(
                          new IllegalStateException("the function ended before it responded")));
      String received = response.get(5, TimeUnit.MINUTES);
      function.destroy(); // in order, so that the JVM writes what it was asked for
      if (!function.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the function does not end");
      }
      return received;
    } finally {
      function.destroyForcibly();
    }
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("_HANDLER", HANDLER + "::handleRequest"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getLocalPort()),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "training"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/training"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "training"),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry(
            "LOGFERRY_ELASTICSEARCH_URLS", "https://127.0.0.1:" + elasticsearch.getLocalPort()),
        Map.entry("LOGFERRY_ELASTICSEARCH_USERNAME", "training"),
        Map.entry("LOGFERRY_ELASTICSEARCH_PASSWORD", "training"),
        Map.entry("LOGFERRY_ELASTICSEARCH_CA_FILE", authority.toString()),
        Map.entry("LOGFERRY_DEAD_LETTER_BUCKET", "training"));
  }

  private static SSLContext tls(Path keystore) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void serve(ServerSocket server) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket connection = server.accept();
                  Thread.ofPlatform().daemon().start(() -> serve(connection));
                } catch (IOException e) {
                  response.completeExceptionally(e);
                  return;
                }
              }
            });
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (String request = line(in); !request.isEmpty(); request = line(in)) {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
          }
        }
        byte[] body = in.readNBytes(length);
        answer(request, body, out);
      }
    } catch (IOException _) {
      // The function ends while it waits for its next invocation.
    }
  }

  /** Answers a request, but for that of a second invocation, which never comes. */
  private void answer(String request, byte[] body, OutputStream out) throws IOException {
    if (request.contains("/_bulk")) {
      answer("200 OK", "X-Elastic-Product: Elasticsearch", bulkAnswer(body), out);
    } else if (!request.contains("/invocation/next")) {
      answer("202 Accepted", "Content-Type: application/json", "{}", out);
      response.complete(new String(body, StandardCharsets.UTF_8));
    } else if (!response.isDone()) {
      String headers =
          "Content-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: 1\r\n"
              + "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:1:function:f\r\n"
              + "Lambda-Runtime-Deadline-Ms: "
              + (System.currentTimeMillis() + 900_000);
      answer("200 OK", headers, new String(event, StandardCharsets.UTF_8), out);
    }
  }

  private static void answer(String status, String headers, String body, OutputStream out)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + bytes.length;
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  /** Says that every document was stored. */
  private static String bulkAnswer(byte[] gzipped) throws IOException {
    StringBuilder items = new StringBuilder();
    try (var body = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      Matcher id = ID.matcher(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      while (id.find()) {
        items.append(items.isEmpty() ? "" : ",");
        items.append("{\"create\":{\"_id\":\"" + id.group(1) + "\",\"status\":201}}");
      }
    }
    return "{\"items\":[" + items + "]}";
  }

  /** A line without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    runtimeApi.close();
    elasticsearch.close();
  }
}
