package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image's {@code jvm-options}, read by a JVM that believes in a machine of some size. */
class JvmOptionsTest {

  private static final Pattern HEAP = Pattern.compile("\\bMaxHeapSize\\s+= (\\d+) ");

  @ParameterizedTest
  @ValueSource(ints = {192, 256, 512, 2_048})
  @Timeout(60)
  void the_heap_is_no_more_than_28_percent_in_containers_of_any_size(int mebibytes)
      throws Exception {
    double heap = heapBytes(mebibytes) / (1024.0 * 1024);

    // The JVM rounds to whole regions.
    assertThat(heap / mebibytes).isBetween(0.26, 0.285);
  }

  private static long heapBytes(int mebibytes) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@image/jvm-options",
                "-XX:MaxRAM=" + mebibytes + "m",
                "-XX:+PrintFlagsFinal",
                "-version")
            .redirectErrorStream(true)
            .start();
    String flags = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(flags).isZero();
    Matcher heap = HEAP.matcher(flags);
    assertThat(heap.find()).as(flags).isTrue();
    return Long.parseLong(heap.group(1));
  }
}
