package dev.logferry.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCopyTest {
  @TempDir Path original;

  @Test
  void closing_removes_the_folder_and_may_be_done_twice() throws IOException {
    Files.writeString(Files.createDirectory(original.resolve("lib")).resolve("a.jar"), "jar");

    FunctionCopy copy = FunctionCopy.of(original);
    assertThat(copy.taskRoot().resolve("lib/a.jar")).hasContent("jar");

    copy.close();
    copy.close();
    assertThat(copy.taskRoot()).doesNotExist();
  }
}
