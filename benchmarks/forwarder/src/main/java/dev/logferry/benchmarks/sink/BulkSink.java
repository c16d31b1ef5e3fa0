package dev.logferry.benchmarks.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The program: answers bulk requests over plain HTTP and, given a key store, over TLS, on free
 * ports of the loopback interface. It prints the ports, then obeys commands from standard input,
 * one a line, and answers each with a line of JSON:
 *
 * <ul>
 *   <li>{@code reset}: sets the counters to zero and the delay to none
 *   <li>{@code delay 50}: every bulk request is answered 50 ms late
 *   <li>{@code counters}: what was received since the last reset, see {@link Counters}
 * </ul>
 *
 * <p>It ends when standard input does, so it never outlives the program that started it.
 */
public final class BulkSink {

  private static final int BACKLOG = 64;

  private final Counters counters = new Counters();
  private volatile long delayMillis;

  private BulkSink() {}

  /**
   * Runs the sink.
   *
   * @param arguments nothing, or a PKCS #12 key store's file and its password
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    new BulkSink().run(arguments);
  }

  private void run(String[] arguments) throws IOException, GeneralSecurityException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket plain = new ServerSocket(0, BACKLOG, loopback);
    listen(plain);
    int tlsPort = 0;
    if (arguments.length == 2) {
      ServerSocket tls =
          tls(Path.of(arguments[0]), arguments[1].toCharArray())
              .getServerSocketFactory()
              .createServerSocket(0, BACKLOG, loopback);
      listen(tls);
      tlsPort = tls.getLocalPort();
    }
    System.out.println("{\"http\":%d,\"https\":%d}".formatted(plain.getLocalPort(), tlsPort));
    obey();
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "reset" -> {
          counters.reset();
          delayMillis = 0;
        }
        case "delay" -> delayMillis = Long.parseLong(words[1]);
        case "counters" -> {}
        default -> throw new IllegalArgumentException("unknown command: " + line);
      }
      System.out.println(counters.json());
    }
  }

  private void listen(ServerSocket server) {
    Thread.ofPlatform()
        .daemon()
        .name("accept")
        .start(
            () -> {
              while (true) {
                try {
                  Socket socket = server.accept();
                  socket.setTcpNoDelay(true);
                  Thread.ofPlatform()
                      .daemon()
                      .name("connection")
                      .start(new SinkConnection(socket, counters, () -> delayMillis));
                } catch (IOException e) {
                  System.err.println("sink: " + e);
                }
              }
            });
  }

  private static SSLContext tls(Path keyStoreFile, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStoreFile)) {
      keys.load(in, password);
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }
}
