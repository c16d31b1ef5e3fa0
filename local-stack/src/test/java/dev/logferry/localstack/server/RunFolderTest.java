package dev.logferry.localstack.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir private Path folder;

  @Test
  void a_folder_with_other_files_is_refused() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");

    assertThatThrownBy(() -> RunFolder.open("PostgreSQL", Optional.of(folder)))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining(folder + " holds files that no local PostgreSQL made");
  }
}
