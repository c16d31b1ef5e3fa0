package dev.logferry.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private final FullDisk disk = new FullDisk();
  private final StandardOutput output = new StandardOutput(disk);

  @Test
  void goes_on_with_a_line_of_its_own_once_there_is_room_again() {
    output.write("one\n".getBytes(StandardCharsets.UTF_8), 0, 4);
    disk.room = 2;
    output.write("two\n".getBytes(StandardCharsets.UTF_8), 0, 4);
    output.write("lost\n".getBytes(StandardCharsets.UTF_8), 0, 5);
    disk.room = 100;
    output.write("three\n".getBytes(StandardCharsets.UTF_8), 0, 6);
    output.write("four\n".getBytes(StandardCharsets.UTF_8), 0, 5);

    assertThat(disk.written.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntw\nthree\nfour\n");
    assertThat(output.lost()).isEqualTo(2);
  }

  /** Takes what it has room for, and fails. */
  private static final class FullDisk extends OutputStream {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int room = 100;

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int taken = Math.min(room, length);
      written.write(bytes, offset, taken);
      room -= taken;
      if (taken < length) {
        throw new IOException("No space left on device");
      }
    }
  }
}
