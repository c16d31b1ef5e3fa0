package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.tls.HostAndPort;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.TlsFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;

/** Checks the way to one node: its name, the route, and TLS with the trust of the settings. */
final class NodeChecks {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Connection connection;
  private final InstantSource clock;
  private final Consumer<Finding> report;

  NodeChecks(Connection connection, InstantSource clock, Consumer<Finding> report) {
    this.connection = connection;
    this.clock = clock;
    this.report = report;
  }

  /** Returns whether the node accepts HTTP requests. */
  boolean check(URI node) {
    HostAndPort address = HostAndPort.of(node);
    List<InetAddress> resolved = resolve(address.host());
    if (resolved.isEmpty()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      long begin = System.nanoTime();
      socket.connect(
          new InetSocketAddress(resolved.getFirst(), address.port()), (int) TIMEOUT.toMillis());
      long millis = (System.nanoTime() - begin) / 1_000_000;
      report.accept(
          Finding.ok(
              "route", "%s accepts connections (%d ms)".formatted(node.getAuthority(), millis)));
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      return !HostAndPort.isTls(node) ? withoutTls(node) : tls(socket, node, address);
    } catch (IOException e) {
      report.accept(noRoute(node, e));
      return false;
    }
  }

  private List<InetAddress> resolve(String host) {
    try {
      List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(host));
      String text =
          addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
      if (!text.equals(host)) {
        report.accept(Finding.ok("DNS", "%s is %s".formatted(host, text)));
      }
      return addresses;
    } catch (UnknownHostException _) {
      report.accept(
          Finding.fail(
              "DNS",
              "there is no host " + host,
              "check the spelling in LOGFERRY_ELASTICSEARCH_URLS; a name of the data centre needs its DNS server here, and in the DHCP options of the function's VPC"));
      return List.of();
    }
  }

  private static Finding noRoute(URI node, IOException e) {
    String authority = node.getAuthority();
    return switch (e) {
      case SocketTimeoutException _ ->
          Finding.fail(
              "route",
              "%s does not answer within %d s".formatted(authority, TIMEOUT.toSeconds()),
              "something drops the packets: check route, firewall, security group and VPN");
      case NoRouteToHostException _ ->
          Finding.fail("route", "there is no route to " + authority, "check route and VPN");
      case ConnectException _ ->
          Finding.fail(
              "route",
              "%s refuses connections".formatted(authority),
              "check the port, that Elasticsearch runs, and that it listens on that address (network.host)");
      default ->
          Finding.fail(
              "route",
              "%s: %s".formatted(authority, CommandException.reasonOf(e)),
              "check address and port");
    };
  }

  private boolean withoutTls(URI node) {
    boolean loopback = InetAddress.getLoopbackAddress().getHostName().equals(node.getHost());
    if (!loopback && !node.getHost().startsWith("127.")) {
      report.accept(
          Finding.warn(
              "TLS",
              "%s is reached without TLS: anybody in between can read and change log events"
                  .formatted(node.getAuthority()),
              "use https"));
    }
    return true;
  }

  private boolean tls(Socket socket, URI node, HostAndPort address) {
    try (SSLSocket tls =
        new TlsConnector(connection.tls()).connect(socket, address.host(), address.port())) {
      X509Certificate own = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      report.accept(Certificates.valid(own, tls.getSession().getProtocol(), clock.instant()));
      return true;
    } catch (UncheckedIOException e) {
      report.accept(Finding.fail("TLS", CommandException.reasonOf(e), "check the CA settings"));
    } catch (IOException e) {
      report.accept(explain(node, address, e));
    }
    return false;
  }

  private Finding explain(URI node, HostAndPort address, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Finding.fail(
          "TLS",
          node.getAuthority() + " does not answer a TLS handshake",
          "check the scheme and the port of the address");
    }
    TlsFailure failure = TlsFailure.of(e);
    if (failure == TlsFailure.CERTIFICATE) {
      return PresentedChain.of(address, TIMEOUT)
          .map(chain -> Certificates.untrusted(chain, address.host(), connection, clock.instant()))
          .filter(finding -> !finding.text().isEmpty())
          .orElseGet(
              () ->
                  Finding.fail(
                      "TLS", CommandException.reasonOf(e), "check LOGFERRY_ELASTICSEARCH_CA_*"));
    }
    String remedy = failure.remedy().replaceFirst("^; ", "");
    return Finding.fail(
        "TLS",
        "%s: %s".formatted(node.getAuthority(), CommandException.reasonOf(e)),
        remedy.isEmpty() ? "check what listens on that port" : remedy);
  }
}
