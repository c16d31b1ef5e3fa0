package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No line that CloudWatch takes, a megabyte, needs more than 64 MiB of heap, whatever it holds. */
class SmallHeapIT {

  @Test
  void the_worst_lines_of_a_megabyte_become_documents_in_64_mebibytes() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dlogferry.root=" + System.getProperty("logferry.root", ".."),
                "-cp",
                System.getProperty("java.class.path"),
                ReadsWorstLines.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(output).isEqualTo("EndOfEvents[] after " + ReadsWorstLines.lines().size());
    } finally {
      process.destroyForcibly();
    }
  }
}
