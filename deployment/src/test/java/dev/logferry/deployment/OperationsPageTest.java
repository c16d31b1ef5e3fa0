package dev.logferry.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/OPERATIONS.md agrees with the templates: an on-call engineer finds what an alarm names. */
class OperationsPageTest {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", "..")).normalize();
  private static final Pattern ALARM =
      Pattern.compile("AlarmDescription: [^\\n]*docs/OPERATIONS\\.md, ([a-z-]+)\\.");
  private static final Pattern SECTION = Pattern.compile("(?m)^## ([a-z-]+)$");
  private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern QUOTED = Pattern.compile("`([A-Z]\\w+)`");
  private static final Pattern WORD = Pattern.compile("[a-z]+(?:-[a-z]+)*");

  private final String runbook = read("docs/OPERATIONS.md");
  private final String monitoring =
      read("stacks/monitoring.yaml") + read("api-service/template.yaml");

  @Test
  void every_alarm_has_a_section_and_every_section_an_alarm() {
    assertThat(all(SECTION, part("Alarms"))).isEqualTo(all(ALARM, monitoring)).isNotEmpty();
  }

  @Test
  void every_alarm_is_on_the_dashboard() {
    for (String alarm : all(Pattern.compile("(?m)^  (\\w+Alarm):$"), monitoring)) {
      assertThat(monitoring).contains("${" + alarm + ".Arn}");
    }
  }

  @Test
  void every_section_says_what_it_means_and_what_to_do() {
    for (String section : part("Alarms").split("(?m)^## ", -1)) {
      String name = section.lines().findFirst().orElse("");
      if (all(ALARM, monitoring).contains(name) && !section.contains("As [")) {
        assertThat(section).as(name).contains("**Means.**", "**First look.**", "**Remedy.**");
      }
    }
  }

  @Test
  void every_link_leads_to_a_heading() {
    Set<String> anchors = new TreeSet<>();
    for (String heading : all(HEADING, runbook)) {
      anchors.add(heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-'));
    }
    assertThat(anchors).containsAll(all(LINK, runbook));
  }

  @Test
  void commands_name_outputs_and_resources_that_there_are() {
    var root = Templates.source();
    var api = Templates.nested("api-service/template.yaml");

    assertThat(root.path("Outputs").propertyNames())
        .containsAll(all(Pattern.compile("\\$\\(output ([A-Z]\\w+)\\)"), runbook));
    assertThat(api.path("Outputs").propertyNames())
        .containsAll(all(Pattern.compile("\\$\\(api (\\w+)\\)"), runbook));
    assertThat(root.path("Parameters").propertyNames())
        .containsAll(all(Pattern.compile("\\$\\(parameter ([A-Z]\\w+)"), runbook));
    assertThat(root.path("Resources").propertyNames())
        .containsAll(all(Pattern.compile("\\bphysical ([A-Z]\\w+)"), runbook));
  }

  @Test
  void every_variable_of_the_commands_is_set() {
    Set<String> used = all(Pattern.compile("\\$\\{?([A-Z][A-Z_]*)\\b(?!:[-:])"), runbook);
    Set<String> set = all(Pattern.compile("(?<![\\w$])([A-Z][A-Z_]*)="), runbook);
    used.remove("EDITOR");

    assertThat(set).containsAll(used);
  }

  /** By itself SQS moves a message only back to the queue that it came from, if there was one. */
  @Test
  void messages_are_moved_to_a_queue_that_is_named() {
    assertThat(runbook.lines())
        .filteredOn(line -> line.contains("start-message-move-task --"))
        .isNotEmpty()
        .allMatch(line -> line.contains("--destination-arn"));
  }

  @Test
  void every_alarm_is_in_the_table_of_promises_which_names_only_what_exists() {
    Set<String> alarms = new TreeSet<>();
    Set<String> parts = new TreeSet<>();
    for (String row : rows(part("Guarantees: what keeps them, which alarm reports a breach"))) {
      String[] cells = row.split("\\|", -1);
      parts.addAll(all(QUOTED, cells[2]));
      all(WORD, cells[3].replaceAll("\\(.*?\\)", "")).stream()
          .filter(word -> word.length() > 1)
          .forEach(alarms::add);
    }
    assertThat(alarms).isEqualTo(all(ALARM, monitoring));
    assertThat(parts).allMatch(this::exists).isNotEmpty();
  }

  @Test
  void the_computed_tables_are_those_that_figures_py_computes() throws Exception {
    assumeTrue(hasPython(), "python3 is not installed here: the tables are not computed anew");

    Process check = python(ROOT.resolve("docs/figures.py").toString(), "--check").start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(check.waitFor()).as(said).isZero();
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return python("--version").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static ProcessBuilder python(String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** A resource, parameter or property of a template, a metric, or a class of the forwarder. */
  private boolean exists(String name) {
    String templates = read("template.yaml") + monitoring;
    return Pattern.compile("\\b" + name + "\\b").matcher(templates).find() || isClass(name);
  }

  private static boolean isClass(String name) {
    try (var sources = Files.walk(ROOT.resolve("log-forwarder/src/main/java"))) {
      return sources.anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands under a heading of the first rank. */
  private String part(String heading) {
    int begin = runbook.indexOf("\n# " + heading + "\n");
    assertThat(begin).as("heading " + heading).isNotNegative();
    int end = runbook.indexOf("\n# ", begin + 1);
    return runbook.substring(begin, end < 0 ? runbook.length() : end);
  }

  private static List<String> rows(String table) {
    return table.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
  }

  private static Set<String> all(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    List<String> matches = new ArrayList<>();
    while (found.find()) {
      matches.add(found.groupCount() == 0 ? found.group() : found.group(1));
    }
    return new TreeSet<>(matches);
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
