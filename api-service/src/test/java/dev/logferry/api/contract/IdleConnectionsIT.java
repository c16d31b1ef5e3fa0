package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.logferry.api.http.ApiServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that say nothing, or not enough: up to 10,000, as many as open files are allowed. */
class IdleConnectionsIT {

  private static final int MOST = 10_000;

  /**
   * A container of 256 MiB takes 576, and is less patient when three quarters of them are there.
   */
  private static final int ELSEWHERE = 400;

  private static final int OTHER_FILES = 1_000;
  private static final Duration QUICK = Duration.ofSeconds(2);
  private static final String REQUEST = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final UnixOperatingSystemMXBean system =
      (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final TestedService service = TestedService.open();
  private final Wire wire = new Wire(service.address());

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void others_are_answered_quickly_meanwhile_and_all_is_freed_afterwards() throws Exception {
    assertThat(wire.get("/v1/products").status()).isEqualTo(200);
    long before = system.getOpenFileDescriptorCount();
    int count = count(before);
    List<SocketChannel> idle = new ArrayList<>();
    try {
      open(idle, count);

      Duration slowest = slowestOf(50);
      System.out.printf(
          "%d idle connections (open files: %d of %d): slowest of 50 other requests %d ms%n",
          count,
          system.getOpenFileDescriptorCount(),
          system.getMaxFileDescriptorCount(),
          slowest.toMillis());

      assertThat(slowest).isLessThan(QUICK);
      // They are not just waiting to be accepted: the last one is served too.
      SocketChannel last = idle.getLast();
      last.write(bytes(REQUEST));
      assertThat(answer(last)).startsWith("HTTP/1.1 200 ");
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }

    // Both ends are of this process.
    while (service.own().isPresent() && system.getOpenFileDescriptorCount() > before + 20) {
      Thread.onSpinWait();
    }
    assertThat(slowestOf(10)).isLessThan(QUICK);
  }

  private int count(long open) {
    if (service.own().isEmpty()) {
      return ELSEWHERE;
    }
    long left = system.getMaxFileDescriptorCount() - open - OTHER_FILES;
    int many = ApiServer.maxConnections(Runtime.getRuntime().maxMemory()) / 4 * 3;
    // Both ends are here.
    return (int) Math.min(Math.min(MOST, many - 100), left / 2) / 10 * 10;
  }

  /** One in ten begins a request and does not go on. */
  private void open(List<SocketChannel> idle, int count) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(wire.service().getHost(), wire.service().getPort());
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      idle.add(channel);
      if (i % 10 == 1) {
        channel.write(bytes("GET /v1/products HTTP/1.1\r\nHo"));
      }
    }
  }

  private Duration slowestOf(int requests) {
    long slowestNanos = 0;
    for (int i = 0; i < requests; i++) {
      long startNanos = System.nanoTime();
      assertThat(wire.get("/v1/products").status()).isEqualTo(200);
      slowestNanos = Math.max(slowestNanos, System.nanoTime() - startNanos);
    }
    return Duration.ofNanos(slowestNanos);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String answer(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    assertThat(channel.read(buffer)).isPositive();
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
  }
}
