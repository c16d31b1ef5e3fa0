package dev.logferry.api.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A way to a server that can fall silent: connections stay open, and nothing passes. */
final class StallingLink implements AutoCloseable {

  private final ServerSocket listener;
  private final int serverPort;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch flows = new CountDownLatch(0);

  StallingLink(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void stall() {
    flows = new CountDownLatch(1);
  }

  void resume() {
    flows.countDown();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.addAll(List.of(client, server));
        Thread.ofVirtual().start(() -> forward(client, server));
        Thread.ofVirtual().start(() -> forward(server, client));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void forward(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        flows.await();
        out.write(bytes, 0, read);
        out.flush();
      }
    } catch (IOException | InterruptedException _) {
      // The other side has closed.
    }
  }

  @Override
  public void close() throws IOException {
    resume();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
