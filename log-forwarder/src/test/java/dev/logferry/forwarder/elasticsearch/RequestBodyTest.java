package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.util.BinaryData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private static final int JOINED = 16 * 1024;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holds_what_was_written_in_whatever_pieces_body_after_body(boolean compression)
      throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    RequestBody body = new RequestBody(compression);
    for (int round = 0; round < 50; round++) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      body.begin();
      for (int piece = random.nextInt(40); piece > 0; piece--) {
        write(random, body, expected);
      }
      BinaryData data = body.end("text/plain");

      assertThat(body.uncompressedBytes()).isEqualTo(expected.size());
      assertThat(read(data, compression)).isEqualTo(expected.toByteArray());
      assertThat(data.contentType()).isEqualTo("text/plain");
    }
  }

  private static void write(
      SplittableRandom random, RequestBody body, ByteArrayOutputStream expected) {
    int[] sizes = {0, 1, 700, JOINED - 1, JOINED, JOINED + 1, 3 * JOINED};
    byte[] piece = new byte[sizes[random.nextInt(sizes.length)] + 7];
    if (random.nextBoolean()) {
      random.nextBytes(piece); // does not shrink
    }
    body.write(piece, 3, piece.length - 7);
    expected.write(piece, 3, piece.length - 7);
    body.write(piece[0]);
    expected.write(piece[0]);
  }

  private static byte[] read(BinaryData data, boolean compression) throws IOException {
    var buffer = data.asByteBuffer();
    byte[] bytes =
        Arrays.copyOfRange(
            buffer.array(),
            buffer.arrayOffset() + buffer.position(),
            buffer.arrayOffset() + buffer.limit());
    if (!compression) {
      return bytes;
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    }
  }

  @Test
  void compresses() {
    RequestBody body = new RequestBody(true);
    body.begin();
    for (int i = 0; i < 1000; i++) {
      byte[] line =
          "{\"create\":{\"_index\":\"logs-shop-default\"}}\n".getBytes(StandardCharsets.UTF_8);
      body.write(line, 0, line.length);
    }

    assertThat(body.end("").size()).isLessThan(body.uncompressedBytes() / 20);
  }
}
