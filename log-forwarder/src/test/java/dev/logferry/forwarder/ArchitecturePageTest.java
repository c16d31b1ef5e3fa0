package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/ARCHITECTURE.md and the rationale name packages, types and methods that there are. */
class ArchitecturePageTest {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));
  private static final Path MAIN =
      ROOT.resolve("log-forwarder/src/main/java/dev/logferry/forwarder");

  /** A type in backticks, with its package or without, with a member or without. */
  private static final Pattern TYPE =
      Pattern.compile("`(?:([a-z0-9/]+)/)?([A-Z][a-z]\\w+)(?:[.#](\\w+))?`");

  /** What looks like a type and is none of ours: names of AWS, of libraries, of the JDK. */
  private static final Set<String> OTHERS =
      Set.of(
          "ReportBatchItemFailures",
          "HttpURLConnection",
          "FunctionName",
          "FailedInvocations",
          "EventsLoopGuarded",
          "ElasticsearchTransportBase");

  @Test
  void the_table_of_packages_is_that_of_the_code() throws IOException {
    String page = read("docs/ARCHITECTURE.md");
    int begin = page.indexOf("| Package | Does | Start with |");
    Set<String> inTable =
        Pattern.compile("(?m)^\\| `(\\w+)` \\|")
            .matcher(page.substring(begin, page.indexOf("\n\n", begin)))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> folders = Files.list(MAIN)) {
      assertThat(inTable)
          .containsExactlyInAnyOrderElementsOf(
              folders
                  .filter(Files::isDirectory)
                  .map(folder -> folder.getFileName().toString())
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/ARCHITECTURE.md", "docs/rationale/forwarder.md"})
  void types_and_members_that_a_page_names_exist(String page) throws IOException {
    List<Path> sources = sources();
    List<MatchResult> named = TYPE.matcher(read(page)).results().toList();

    assertThat(named).isNotEmpty();
    assertThat(named)
        .filteredOn(name -> !OTHERS.contains(name.group(2)))
        .extracting(MatchResult::group)
        .as("names in %s that no source file has", page)
        .filteredOn(name -> sources.stream().noneMatch(source -> declares(source, name)))
        .isEmpty();
  }

  private static boolean declares(Path source, String name) {
    MatchResult parts = TYPE.matcher(name).results().findFirst().orElseThrow();
    String folder = parts.group(1) == null ? "" : parts.group(1) + "/";
    String member = parts.group(3);
    return source.endsWith(folder + parts.group(2) + ".java")
        && (member == null || read(source).contains(" " + member));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .flatMap(ArchitecturePageTest::java)
          .toList();
    }
  }

  private static Stream<Path> java(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String page) {
    return read(ROOT.resolve(page));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
