package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Sends requests to the nodes of a server. When a node cannot be reached the next one is used.
 * Thread-safe.
 */
final class ClusterNodes implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final List<URI> nodes;
  private final String trusted;
  private final HttpClient http;

  /** The node that answered last. */
  private final AtomicInteger current = new AtomicInteger();

  /**
   * @param nodes at least one base address
   * @param trusted names the trusted authorities, for a person
   */
  ClusterNodes(List<URI> nodes, TlsConfiguration tls, String trusted) {
    this.nodes = List.copyOf(nodes);
    this.trusted = trusted;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .sslContext(context(tls))
            .build();
  }

  private static javax.net.ssl.SSLContext context(TlsConfiguration tls) {
    try {
      return TlsConnector.contextOf(tls);
    } catch (UncheckedIOException e) {
      throw new CommandException(CommandException.reasonOf(e), e);
    }
  }

  /**
   * Sends a request and returns the response, whatever its status.
   *
   * @param repeatable whether it may be sent again when it could have been carried out
   * @param request makes it for a node's base address
   * @throws UndeterminedException if no node answers; names each address and what is wrong
   */
  HttpResponse<byte[]> send(boolean repeatable, Function<URI, HttpRequest> request) {
    List<String> problems = new ArrayList<>();
    while (problems.size() < nodes.size()) {
      int index = current.get();
      URI node = nodes.get(index);
      try {
        return http.send(request.apply(node), BodyHandlers.ofByteArray());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CommandException("interrupted while waiting for " + node, interrupted);
      } catch (IOException e) {
        problems.add(problem(node, e));
        if (!repeatable && !neverArrived(e)) {
          break;
        }
        current.compareAndSet(index, (index + 1) % nodes.size());
      }
    }
    throw new UndeterminedException(String.join("\n", problems));
  }

  private static boolean neverArrived(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof SSLException;
  }

  private String problem(URI node, IOException e) {
    String reason = CommandException.reasonOf(e);
    return switch (e) {
      case SSLException _ -> "%s is not trusted by %s: %s".formatted(node, trusted, reason);
      case HttpConnectTimeoutException _ ->
          "%s does not accept a connection within %d s: check address, route and firewall"
              .formatted(node, CONNECT_TIMEOUT.toSeconds());
      case ConnectException _ when reason.equals("ConnectException") ->
          "%s cannot be reached: check host name, port and whether the server runs".formatted(node);
      case ConnectException _ -> "%s cannot be reached: %s".formatted(node, reason);
      default -> "%s gives no answer: %s".formatted(node, reason);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
