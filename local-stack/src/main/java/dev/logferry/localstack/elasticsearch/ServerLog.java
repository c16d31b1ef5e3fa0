package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log that the server writes about itself: one ECS JSON object a line.
 *
 * @param file where it is
 */
record ServerLog(Path file) {

  private static final Pattern HTTP_ADDRESS =
      Pattern.compile(
          "publish_address \\{127\\.0\\.0\\.1:(\\d+)}.*http\\.AbstractHttpServerTransport");

  static ServerLog in(RunFolder folder) {
    return new ServerLog(folder.logs().resolve(NodeSettings.CLUSTER_NAME + "_server.json"));
  }

  long sizeBytes() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The port that the server said it took, in what it wrote after the given size. */
  Optional<Integer> httpPort(long afterBytes) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(afterBytes);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(HTTP_ADDRESS::matcher)
          .filter(found -> found.find())
          .map(found -> Integer.valueOf(found.group(1)))
          .findFirst();
    }
  }
}
