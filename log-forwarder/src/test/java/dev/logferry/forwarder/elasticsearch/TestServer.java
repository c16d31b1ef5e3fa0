package dev.logferry.forwarder.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A server that says on each connection what a test wants it to say, byte by byte. */
final class TestServer implements AutoCloseable {

  /** What it says on one connection, which is closed afterwards. */
  interface Conversation {
    void hold(Exchange exchange) throws IOException, InterruptedException;
  }

  /** One connection. */
  record Exchange(Socket socket, TestServer server) {

    /** Reads one request; false if the client has hung up. */
    boolean readRequest() throws IOException {
      String head = readHead(socket.getInputStream());
      if (head.isEmpty()) {
        return false;
      }
      int length =
          head.lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      int read = socket.getInputStream().readNBytes(length).length;
      server.requests.incrementAndGet();
      return read == length;
    }

    void say(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /** An answer of Elasticsearch's with this body. */
    void answer(String body) throws IOException {
      say(
          "HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(body.length(), body));
    }

    private static String readHead(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.US_ASCII);
    }
  }

  /** What the one document of {@link dev.logferry.forwarder.testing.Documents} is answered. */
  static final String STORED = "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}}]}";

  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final Consumer<SSLParameters> parameters;
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();

  private TestServer(
      ServerSocket listener,
      Optional<SSLContext> tls,
      Consumer<SSLParameters> parameters,
      Conversation conversation) {
    this.listener = listener;
    this.tls = tls;
    this.parameters = parameters;
    Thread.ofVirtual().start(() -> accept(conversation));
  }

  static TestServer plain(Conversation conversation) {
    return start(Optional.empty(), _ -> {}, conversation);
  }

  static TestServer tls(
      SSLContext context, Consumer<SSLParameters> parameters, Conversation conversation) {
    return start(Optional.of(context), parameters, conversation);
  }

  private static TestServer start(
      Optional<SSLContext> tls, Consumer<SSLParameters> parameters, Conversation conversation) {
    try {
      return new TestServer(
          new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), tls, parameters, conversation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request on every connection as Elasticsearch would. */
  static void storeAll(Exchange exchange) throws IOException {
    while (exchange.readRequest()) {
      exchange.answer(STORED);
    }
  }

  URI url() {
    return url(tls.isPresent() ? "https" : "http", "localhost");
  }

  URI url(String scheme, String host) {
    return URI.create(scheme + "://" + host + ":" + listener.getLocalPort());
  }

  private void accept(Conversation conversation) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> hold(socket, conversation));
      } catch (IOException _) {
        return; // the test is over
      }
    }
  }

  private void hold(Socket socket, Conversation conversation) {
    try (socket) {
      try {
        conversation.hold(new Exchange(tls.isPresent() ? secured(socket) : socket, this));
      } catch (SSLException _) {
        // An alert is sent; a closed connection would keep the client from reading it.
        socket.getInputStream().skipNBytes(Long.MAX_VALUE);
      }
    } catch (IOException | InterruptedException _) {
      // The client has hung up, or the test is over.
    }
  }

  private SSLSocket secured(Socket socket) throws IOException {
    SSLSocket secured =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, false);
    secured.setUseClientMode(false);
    SSLParameters changed = secured.getSSLParameters();
    parameters.accept(changed);
    secured.setSSLParameters(changed);
    return secured;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : List.copyOf(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
