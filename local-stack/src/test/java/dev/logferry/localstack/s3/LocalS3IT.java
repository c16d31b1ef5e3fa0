package dev.logferry.localstack.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalS3IT {

  @Test
  void closing_ends_the_process() throws Exception {
    LocalS3 s3 = LocalS3.start("bucket");
    ProcessHandle process = s3.process();
    assertThat(process.isAlive()).isTrue();

    s3.close();

    assertThat(process.onExit().get().isAlive()).isFalse();
  }

  @Test
  void ends_with_its_starter_even_if_that_is_killed() throws Exception {
    Process owner = ownerInAnotherJvm();
    try (BufferedReader output = owner.inputReader()) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(server.isAlive()).isTrue();

      owner.destroyForcibly();

      assertThat(server.onExit().get().isAlive()).isFalse();
    } finally {
      owner.destroyForcibly();
    }
  }

  private static Process ownerInAnotherJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlogferry.root=" + System.getProperty("logferry.root", ".."),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The program of the other JVM. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws InterruptedException {
      LocalS3 s3 = LocalS3.start("bucket");
      System.out.println(s3.process().pid());
      Thread.sleep(Long.MAX_VALUE);
      s3.close();
    }
  }
}
