package dev.logferry.cli.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.cli.LogferryCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every command of every page is one that there is, with options that there are; those that are
 * quick and change nothing are run.
 */
class DocumentedCommandsTest {

  private static final List<Page> PAGES = Page.all();
  private static final List<Path> SOURCES = files("src/**.java");
  private static final List<Path> POMS = files("pom.xml");

  @Test
  void every_script_is_valid_shell() throws Exception {
    for (Page page : PAGES) {
      for (String script : page.shellBlocks()) {
        Output checked = run(Page.ROOT, script, "bash", "-n");
        assertThat(checked.exitCode()).as("%s\n%s", page.file(), checked.text()).isZero();
      }
    }
  }

  @Test
  void logferry_understands_every_command() {
    forEach(
        command -> {
          String[] arguments =
              command.words().subList(1, command.words().size()).toArray(String[]::new);
          if (arguments.length == 0 || arguments[0].equals("COMMAND")) {
            return; // a placeholder
          }
          try {
            new CommandLine(new LogferryCommand()).parseArgs(arguments);
          } catch (MissingParameterException e) {
            // Prose names a command, or one with an option.
            assertThat(arguments).as(e.getMessage()).hasSizeLessThanOrEqualTo(2);
          }
          for (String argument : arguments) {
            if (argument.startsWith("events/")) {
              assertThat(Page.ROOT.resolve(argument)).exists();
            }
          }
        },
        "./logferry",
        "logferry");
  }

  /** With a log file of the lines that the README shows. */
  @Test
  void commands_that_change_nothing_run(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("my-service.log"), readmeLines());
    List<ShellCommand> quick = new ArrayList<>();
    for (Page page : PAGES) {
      for (ShellCommand command : page.commands("./logferry", "logferry")) {
        boolean onlyPrints =
            command.words().contains("--print")
                || command.words().contains("--print-saved-objects")
                || command.words().contains("--help");
        boolean isPreview = command.words().size() > 1 && command.words().get(1).equals("preview");
        if ((onlyPrints || isPreview)
            && !command.words().contains("COMMAND")
            && command.words().size() > 2) {
          quick.add(command);
        }
      }
    }
    assertThat(quick).hasSizeGreaterThanOrEqualTo(3);
    for (ShellCommand command : quick) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  javaCommand(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LogferryCommand.class.getName()));
      words.addAll(command.words().subList(1, command.words().size()));
      Output output = run(folder, "", words.toArray(String[]::new));
      assertThat(output.exitCode()).as("%s\n%s", command, output.text()).isZero();
    }
  }

  private static String readmeLines() {
    String readme =
        PAGES.stream()
            .filter(page -> page.file().equals(Path.of("README.md")))
            .findFirst()
            .orElseThrow()
            .text();
    List<String> lines =
        Pattern.compile("(?m)^\\| `(\\{.*?}|\\d{4}-.*?)` \\|")
            .matcher(readme)
            .results()
            .map(line -> line.group(1))
            .toList();
    assertThat(lines).hasSize(3);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void maven_knows_the_modules_tests_profiles_and_properties() {
    forEach(
        command -> {
          command
              .valuesOf("-pl")
              .forEach(
                  modules ->
                      assertThat(modules.split(",", -1))
                          .allSatisfy(
                              module ->
                                  assertThat(Page.ROOT.resolve(module).resolve("pom.xml"))
                                      .exists()));
          for (String word : command.words()) {
            if (word.startsWith("-P")) {
              String profile = "<id>" + word.substring(2) + "</id>";
              assertThat(POMS.stream().anyMatch(pom -> read(pom).contains(profile))).isTrue();
            } else if (word.startsWith("-Dlogferry.")) {
              String name = word.substring(2).split("=", -1)[0];
              assertThat(isProperty(name)).as(name).isTrue();
            }
          }
          command.valuesOf("-Dtest").forEach(DocumentedCommandsTest::areTests);
          command.valuesOf("-Dit.test").forEach(DocumentedCommandsTest::areTests);
        },
        "./mvnw");
  }

  /** A fresh clone has none of the project's own modules in Maven's local repository. */
  @Test
  void a_build_of_some_modules_names_or_makes_all_that_they_need() {
    forEach(
        command -> {
          if (!command.words().contains("-am")) {
            command
                .valuesOf("-pl")
                .forEach(
                    modules -> assertThat(modules.split(",", -1)).containsAll(neededBy(modules)));
          }
        },
        "./mvnw");
  }

  private static List<String> neededBy(String modules) {
    return Stream.of(modules.split(",", -1))
        .flatMap(
            module ->
                Pattern.compile(
                        "<dependency>\\s*<groupId>dev\\.logferry</groupId>"
                            + "\\s*<artifactId>([^<]*)</artifactId>")
                    .matcher(read(Page.ROOT.resolve(module).resolve("pom.xml")))
                    .results()
                    .map(dependency -> dependency.group(1)))
        .distinct()
        .toList();
  }

  private static void areTests(String patterns) {
    for (String pattern : patterns.split(",", -1)) {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:**/" + pattern.split("#", -1)[0] + ".java");
      assertThat(pattern.equals("none") || SOURCES.stream().anyMatch(matcher::matches))
          .as(pattern)
          .isTrue();
    }
  }

  private static boolean isProperty(String name) {
    return Stream.concat(SOURCES.stream(), POMS.stream())
        .anyMatch(source -> read(source).contains(name));
  }

  @Test
  void make_has_the_targets() {
    String makefile = read(Page.ROOT.resolve("Makefile"));
    forEach(
        command ->
            assertThat(makefile)
                .containsPattern("(?m)^" + Pattern.quote(command.words().get(1)) + ":"),
        "make");
  }

  @Test
  void sam_is_given_functions_and_events_that_there_are() {
    String template = read(Page.ROOT.resolve("template.yaml"));
    forEach(
        command -> {
          assertThat(command.words().get(1))
              .isIn("build", "deploy", "local", "package", "publish", "delete", "validate");
          if (command.words().size() > 3
              && command.words().get(1).equals("local")
              && !command.words().get(3).startsWith("-")) {
            assertThat(template).contains("\n  " + command.words().get(3) + ":\n");
            command.valuesOf("-e").forEach(event -> assertThat(Page.ROOT.resolve(event)).exists());
          }
        },
        "sam");
  }

  @Test
  void docker_is_given_files_and_services_that_there_are() {
    String services = read(Page.ROOT.resolve("compose.yaml"));
    forEach(
        command -> {
          assertThat(command.words().get(1))
              .isIn("build", "buildx", "compose", "run", "pull", "login", "tag", "push");
          command.valuesOf("-f").forEach(file -> assertThat(Page.ROOT.resolve(file)).exists());
          if (command.words().get(1).equals("compose")) {
            assertThat(command.words().get(2))
                .isIn("up", "down", "exec", "cp", "logs", "ps", "run", "stop");
            if (command.words().get(2).equals("up")) {
              command.words().stream()
                  .skip(3)
                  .filter(word -> !word.startsWith("-"))
                  .forEach(service -> assertThat(services).contains("\n  " + service + ":\n"));
            }
          }
        },
        "docker");
  }

  @Test
  void aws_knows_the_services_operations_and_options() throws Exception {
    assumeTrue(
        run(Page.ROOT, "", "python3", "-c", "import awscli.clidriver").exitCode() == 0,
        "the AWS CLI for python3 is not installed here: commands of aws are not checked");
    List<List<String>> commands = new ArrayList<>();
    PAGES.forEach(page -> page.commands("aws").forEach(command -> commands.add(command.words())));
    assertThat(commands).hasSizeGreaterThan(30);

    Output checked =
        run(
            Page.ROOT,
            JsonMapper.shared().writeValueAsString(commands),
            "python3",
            "-c",
            resource("aws-commands.py"));

    assertThat(checked.exitCode()).as(checked.text()).isZero();
  }

  @Test
  void every_link_leads_to_a_file_and_a_heading() {
    for (Page page : PAGES) {
      assertThat(page.text()).as("%s", page.file()).isNotBlank();
      for (String link : page.localLinks()) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        assertThat(Page.ROOT.resolve(target)).as("%s in %s", link, page.file()).exists();
        if (parts.length == 2) {
          Set<String> anchors =
              PAGES.stream()
                  .filter(other -> other.file().equals(target))
                  .findFirst()
                  .orElseThrow()
                  .anchors();
          assertThat(anchors).as("%s in %s", link, page.file()).contains(parts[1]);
        }
      }
    }
  }

  private static void forEach(Consumer<ShellCommand> check, String... programs) {
    int count = 0;
    for (Page page : PAGES) {
      for (ShellCommand command : page.commands(programs)) {
        if (command.words().size() > 1) {
          assertThatCode(() -> check.accept(command))
              .as("%s: %s", page.file(), command)
              .doesNotThrowAnyException();
          count++;
        }
      }
    }
    assertThat(count).as(String.join(", ", programs)).isPositive();
  }

  private record Output(int exitCode, String text) {}

  private static Output run(Path folder, String input, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var toProcess = process.getOutputStream()) {
      toProcess.write(input.getBytes(UTF_8));
    } catch (IOException _) {
      // It ended without reading; its exit code says the rest.
    }
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Output(process.waitFor(), text);
  }

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<Path> files(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:**/" + glob);
    try (Stream<Path> files = Files.find(Page.ROOT, 20, (file, _) -> matcher.matches(file))) {
      return files.filter(file -> !file.toString().contains("/target/")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream content = DocumentedCommandsTest.class.getResourceAsStream("/" + name)) {
      return new String(java.util.Objects.requireNonNull(content, name).readAllBytes(), UTF_8);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
