package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others' tools say about the contract; they come from npm, and are skipped without it. */
class ContractToolsIT {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));
  private static final String CONTRACT =
      Path.of("src/main/openapi/openapi.yaml").toAbsolutePath().toString();

  @TempDir private Path folder;

  private record Ended(int status, String output) {}

  @Test
  void spectral_finds_nothing() throws Exception {
    Path ruleset = folder.resolve("ruleset.yaml");
    Files.writeString(ruleset, "extends: [\"spectral:oas\"]\n");

    Ended ended =
        npx(
            List.of("@stoplight/spectral-cli@6.16.3"),
            "spectral",
            "lint",
            CONTRACT,
            "--ruleset",
            ruleset.toString(),
            "--fail-severity=hint");

    assertThat(ended.status()).as(ended.output()).isZero();
  }

  @Test
  void redocly_finds_nothing() throws Exception {
    Ended ended = npx(List.of("@redocly/cli@2.77.0"), "redocly", "lint", CONTRACT);

    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("Your API description is valid");
  }

  @Test
  void the_generated_typescript_client_compiles() throws Exception {
    Path client = ROOT.resolve("api-client/target/typescript/index.ts").toAbsolutePath();
    assertThat(client).isRegularFile();

    Ended ended =
        npx(
            List.of("typescript@5.9.3"),
            "tsc",
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--lib",
            "es2022,dom",
            client.toString());

    assertThat(ended.status()).as(ended.output()).isZero();
  }

  private Ended npx(List<String> packages, String... command) throws Exception {
    assumeTrue(isInstalled(), "npm is not installed: apt-get install npm");
    List<String> line = new ArrayList<>(List.of("npx", "--yes"));
    packages.forEach(name -> line.add("--package=" + name));
    line.add("--");
    line.addAll(List.of(command));
    Process process =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assumeTrue(
        !output.contains("npm error network") && !output.contains("npm error code E"),
        "npm cannot download " + packages + ": " + output);
    return new Ended(process.exitValue(), output);
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("npx", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
