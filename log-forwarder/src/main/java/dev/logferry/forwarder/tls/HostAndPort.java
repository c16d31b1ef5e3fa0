package dev.logferry.forwarder.tls;

import java.net.URI;

/**
 * Where a node listens.
 *
 * @param host name or address; an IPv6 address has no brackets
 */
public record HostAndPort(String host, int port) {

  /** Of an address with scheme http or https; the port is the scheme's if none is given. */
  public static HostAndPort of(URI address) {
    String host = address.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = address.getPort();
    if (port < 0) {
      port = isTls(address) ? 443 : 80;
    }
    return new HostAndPort(host, port);
  }

  public static boolean isTls(URI address) {
    return "https".equals(address.getScheme());
  }
}
