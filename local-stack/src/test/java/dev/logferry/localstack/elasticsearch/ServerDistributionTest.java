package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDistributionTest {

  @TempDir private Path folder;
  private Path zip;
  private Path cache;

  @BeforeEach
  void zip() throws IOException {
    zip = folder.resolve("elasticsearch-1.2.3.zip");
    cache = folder.resolve("cache");
    Map<String, ?> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem packed = FileSystems.newFileSystem(zip, options)) {
      Path home = Files.createDirectories(packed.getPath("/elasticsearch-1.2.3"));
      Files.createDirectories(home.resolve("lib"));
      Files.writeString(home.resolve("lib/server.jar"), "jar");
      Files.createDirectories(home.resolve("bin"));
      Path program = Files.writeString(home.resolve("bin/elasticsearch"), "#!");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void unpacks_once_and_keeps_programs_executable() throws IOException {
    Path home = ServerDistribution.unpackedHome(zip, cache);
    assertThat(home.resolve("bin/elasticsearch")).isExecutable();
    assertThat(Files.isExecutable(home.resolve("lib/server.jar"))).isFalse();
    Files.writeString(home.resolve("lib/server.jar"), "as left by the first run");

    assertThat(ServerDistribution.unpackedHome(zip, cache)).isEqualTo(home);
    assertThat(home.resolve("lib/server.jar")).hasContent("as left by the first run");
  }

  @Test
  void a_leftover_of_an_interrupted_run_does_no_harm() throws IOException {
    Path leftover =
        cache.resolve("elasticsearch-1.2.3-" + Files.size(zip) + ".unpacking").resolve("lib");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve("half"), "");

    Path home = ServerDistribution.unpackedHome(zip, cache);

    assertThat(home.resolve("lib/server.jar")).hasContent("jar");
    assertThat(home.resolve("lib/half")).doesNotExist();
  }

  @Test
  void several_at_once_agree() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> homes =
          threads.invokeAll(
              Collections.nCopies(4, () -> ServerDistribution.unpackedHome(zip, cache)));

      for (Future<Path> home : homes) {
        assertThat(home.get().resolve("lib/server.jar")).hasContent("jar");
      }
    }
  }

  @Test
  void a_zip_without_a_server_is_named() throws IOException {
    Files.createDirectories(cache.resolve("elasticsearch-1.2.3-" + Files.size(zip)));

    assertThatThrownBy(() -> ServerDistribution.unpackedHome(zip, cache))
        .hasMessageContaining("there is no Elasticsearch server in " + cache)
        .hasMessageContaining("delete that folder");
  }

  @Test
  void a_missing_zip_is_named_with_the_command_that_brings_it() {
    Path missing = folder.resolve("missing.zip");

    assertThatThrownBy(
            () -> ServerDistribution.zip(Map.of("LOGFERRY_ELASTICSEARCH_ZIP", missing.toString())))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("./mvnw package -DskipTests");
  }

  @Test
  void the_build_brings_the_zip_where_it_is_looked_for() {
    assertThat(ServerDistribution.zip(Map.of()))
        .isRegularFile()
        .hasFileName("elasticsearch-8.19.21.zip");
  }
}
