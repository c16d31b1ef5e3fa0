package dev.logferry.localstack.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ReservedPortTest {

  @Test
  void a_server_can_listen_on_it_as_often_as_it_likes_and_else_it_refuses_connections()
      throws IOException {
    try (ReservedPort port = ReservedPort.reserve("the test", 0)) {
      for (int life = 0; life < 3; life++) {
        assertThatThrownBy(() -> connect(port.number())).isInstanceOf(ConnectException.class);
        try (ServerSocket server = new ServerSocket()) {
          server.bind(address(port.number()));
          connect(port.number());
        }
      }
    }
  }

  /**
   * That is how the kernel treats whatever needs a port and does not ask for this one by number.
   */
  @Test
  void is_taken_for_a_socket_that_does_not_share_its_address() throws IOException {
    try (ReservedPort port = ReservedPort.reserve("the test", 0);
        Socket other = new Socket()) {
      other.setReuseAddress(false);

      assertThatThrownBy(() -> other.bind(address(port.number())))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void is_refused_where_another_server_listens() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThatThrownBy(() -> ReservedPort.reserve("the test", other.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("the test")
          .hasMessageContaining("choose another");
    }
  }

  private static void connect(int port) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(address(port));
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
