package dev.logferry.forwarder.bulk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLSocketFactory;

/**
 * Remembers the sockets under TLS, so that they can be closed at once: closing a TLS socket itself
 * waits for whoever is writing to it.
 */
final class AbortableSockets extends SSLSocketFactory {

  private final SSLSocketFactory factory;
  private final Set<Socket> sockets =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  AbortableSockets(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /** HttpsURLConnection connects a plain socket first and then lays TLS over it. */
  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    sockets.add(socket);
    return factory.createSocket(socket, host, port, autoClose);
  }

  void abort() {
    synchronized (sockets) {
      for (Socket socket : sockets) {
        try {
          socket.close();
        } catch (IOException _) {
          // It was to end, and it has.
        }
      }
      sockets.clear();
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return factory.createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return factory.createSocket(address, port, localAddress, localPort);
  }
}
