package dev.logferry.localstack.lambda.environment;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The native part of the runtime interface client, unpacked once for this process. Left alone,
 * every client overwrites the same {@code /tmp/.libaws-lambda-jni.so}, under the feet of any other
 * that has it loaded: <a
 * href="https://github.com/aws/aws-lambda-java-libs/blob/main/aws-lambda-java-runtime-interface-client/src/main/java/com/amazonaws/services/lambda/runtime/api/client/runtimeapi/JniHelper.java">JniHelper</a>.
 */
final class NativeRuntimeLibrary {
  private static final Path UNPACKED = unpack();

  private NativeRuntimeLibrary() {}

  static Path file() {
    return UNPACKED;
  }

  private static Path unpack() {
    var resource = "/jni/libaws-lambda-jni.%s.so".formatted(platform());
    try (var library = AWSLambda.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new IllegalStateException(
            "Lambda's runtime client exists for Linux on x86_64 and aarch64 only, and this is %s on %s; run the local Lambda in a Linux container or WSL"
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
      }
      var file = Files.createTempFile("libaws-lambda-jni", ".so");
      file.toFile().deleteOnExit();
      Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot unpack Lambda's native runtime client", failure);
    }
  }

  private static String platform() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var architecture =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "aarch_64";
          case String other -> other;
        };
    return system + (isMusl() ? "_musl-" : "-") + architecture;
  }

  /** Judged by the dynamic linkers; a glibc system may have musl's beside its own. */
  private static boolean isMusl() {
    return anyExists("/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1")
        && !anyExists("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1");
  }

  private static boolean anyExists(String... files) {
    return Stream.of(files).anyMatch(file -> Files.exists(Path.of(file)));
  }
}
