package dev.logferry.forwarder.elasticsearch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
  private final Set<Socket> sockets = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean aborted;

  AbortableSockets(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /** HttpsURLConnection connects a plain socket first and then lays TLS over it. */
  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    remember(socket);
    return factory.createSocket(socket, host, port, autoClose);
  }

  /** An abort that comes before there is a socket must still end the handshake to come. */
  private synchronized void remember(Socket socket) throws IOException {
    if (aborted) {
      socket.close();
      throw new SocketTimeoutException("no time left for the TLS handshake");
    }
    sockets.add(socket);
  }

  /** From now on connections are made until {@link #abort}. */
  synchronized void allow() {
    aborted = false;
  }

  /** Closes all, and whatever is connected next. */
  synchronized void abort() {
    aborted = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // It was to end, and it has.
      }
    }
    sockets.clear();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  /**
   * HttpsURLConnection's last resort when it could not lay TLS over a socket, such as one that was
   * closed meanwhile: it would connect once more, and nobody could close that socket.
   */
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw onlyOverASocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw onlyOverASocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw onlyOverASocket();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    throw onlyOverASocket();
  }

  private static IOException onlyOverASocket() {
    return new IOException("TLS is laid over connected sockets only");
  }
}
