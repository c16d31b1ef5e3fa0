package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The function's package is small enough for Lambda.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
class PackageTest {

  private static final long MEGABYTE = 1_000_000;
  private static final long MAX_ZIP_BYTES = 50 * MEGABYTE;
  private static final long MAX_UNZIPPED_BYTES = 250 * MEGABYTE;

  /** What the secrets extension may take of the limit. */
  private static final long LAYER_BYTES = 30 * MEGABYTE;

  private static final Path LIBRARIES = Templates.ROOT.resolve("log-forwarder/target/function/lib");

  @Test
  void the_package_is_within_lambda_s_limits() throws IOException {
    List<Path> jars = jars();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }

    assertThat(jars).anyMatch(jar -> jar.getFileName().toString().startsWith("log-forwarder-"));
    // Jars do not get smaller in a zip. Lambda unpacks the zip, and leaves the jars in it alone.
    assertThat(bytes).isLessThan(MAX_ZIP_BYTES).isLessThan(MAX_UNZIPPED_BYTES - LAYER_BYTES);
  }

  @Test
  void every_handler_is_in_the_package() throws IOException {
    for (Resource function : Functions.ofOurs(Deployment.FIREHOSE.of(Templates.expanded()))) {
      String type = function.text("/Handler").split("::", -1)[0];
      assertThat(holds(type.replace('.', '/') + ".class")).as(type).isTrue();
    }
  }

  private static boolean holds(String entry) throws IOException {
    for (Path jar : jars()) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        if (zip.getEntry(entry) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Path> jars() throws IOException {
    assumeTrue(
        Files.isDirectory(LIBRARIES),
        "the function is not built yet: ./mvnw package -pl log-forwarder -DskipTests");
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.toList();
    }
  }
}
