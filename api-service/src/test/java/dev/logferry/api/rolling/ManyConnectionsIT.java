package dev.logferry.api.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that must not use up the heap of a container of 256 MiB. */
class ManyConnectionsIT {

  /** Five times as many as are let in at once. */
  private static final int CONNECTIONS = 3_000;

  @Test
  @Timeout(240)
  void thousands_of_connections_that_say_nothing_end_and_others_are_served_again(
      @TempDir Path folder) throws Exception {
    try (Instance instance = new Instance(TestDatabase.seeded(), folder.resolve("log"))) {
      instance.awaitReady();
      List<SocketChannel> idle = new ArrayList<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          idle.add(open(instance.port(), i % 2 == 0 ? "" : "GET /v1/products HTTP/1.1\r\nHo"));
        }
        long start = System.nanoTime();

        instance.awaitReady();

        System.out.printf(
            "%d silent connections in a heap of 72 MiB: answered after %d s%n",
            CONNECTIONS, (System.nanoTime() - start) / 1_000_000_000);
      } finally {
        for (SocketChannel channel : idle) {
          channel.close();
        }
      }
      instance.terminate();
      assertThat(instance.exitStatus()).isZero();
    }
  }

  @Test
  @Timeout(120)
  void answers_end_their_connections_when_nearly_no_more_can_be_had(@TempDir Path folder)
      throws Exception {
    try (Instance instance = new Instance(TestDatabase.seeded(), folder.resolve("log"))) {
      instance.awaitReady();
      List<SocketChannel> kept = new ArrayList<>();
      try {
        int answers = 0;
        String answer = "";
        while (!answer.contains("Connection: close")) {
          assertThat(++answers).isLessThan(CONNECTIONS);
          kept.add(open(instance.port(), "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"));
          answer = answer(kept.getLast());
          assertThat(answer).startsWith("HTTP/1.1 200 ");
        }

        assertThat(answers).isBetween(300, 500);
        assertThat(kept.getLast().read(ByteBuffer.allocate(1))).isNegative();
      } finally {
        for (SocketChannel channel : kept) {
          channel.close();
        }
      }
    }
  }

  private static String answer(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    String answer = "";
    while (!answer.endsWith("}")) {
      assertThat(channel.read(buffer)).as(answer).isPositive();
      answer = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }
    return answer;
  }

  private static SocketChannel open(int port, String begun) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(ByteBuffer.wrap(begun.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }
}
