package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.objects.ReadsLargeObject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A payload is never held whole: a JVM with 24 MiB of heap reads one of 200 MiB. */
class StreamingMemoryIT {

  @ParameterizedTest
  @ValueSource(strings = {"events-last", "events-first"})
  void reads_a_payload_much_larger_than_the_heap(String order) throws Exception {
    assertThat(output(ReadsLargePayload.class, order))
        .isEqualTo(ReadsLargePayload.EVENTS + " EndOfEvents[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"members", "lines"})
  void reads_an_object_much_larger_than_the_heap(String form) throws Exception {
    assertThat(output(ReadsLargeObject.class, form)).endsWith(ReadsLargeObject.EVENTS + " in 400");
  }

  private static String output(Class<?> program, String argument) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                argument)
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
