package dev.logferry.localstack.s3;

import dev.logferry.localstack.server.LocalServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the server's jar, which the build copied. It is never on a class path of ours. */
final class ServerJar {

  private static final String VARIABLE = "LOGFERRY_S3PROXY_JAR";
  private static final String ROOT_PROPERTY = "logferry.root";

  private ServerJar() {}

  static Path find(Map<String, String> environment) {
    Path jar =
        Optional.ofNullable(environment.get(VARIABLE))
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                        System.getProperty(ROOT_PROPERTY, "."),
                        "local-stack",
                        "target",
                        "s3",
                        "s3proxy.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new LocalServerException(
          "the S3 server is not at %s: run ./mvnw package -DskipTests in the project's root, which fetches it, or set %s to an s3proxy jar with its dependencies"
              .formatted(jar.toAbsolutePath(), VARIABLE));
    }
    return jar.toAbsolutePath();
  }
}
