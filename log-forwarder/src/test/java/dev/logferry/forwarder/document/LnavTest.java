package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The times and levels that the forwarder reads are those that lnav reads, in the texts whose
 * format lnav 0.11.1 knows. It knows none of the corpus's JSON.
 *
 * @see <a href="https://docs.lnav.org/en/v0.11.1/formats.html">lnav's formats</a>
 */
class LnavTest {

  private static final String VERSION = "lnav 0.11.1";
  private static final String QUERY =
      ";SELECT log_line, log_time_msecs, log_level FROM all_logs ORDER BY log_line";

  private static final Map<String, String> LEVELS =
      Map.of(
          "trace", "TRACE",
          "debug", "DEBUG",
          "info", "INFO",
          "notice", "INFO",
          "warning", "WARN",
          "error", "ERROR",
          "critical", "FATAL",
          "fatal", "FATAL",
          "unknown", "-");

  /**
   * What lnav reads otherwise.
   *
   * @param lnav its level; empty if it takes the line for a part of the event before it
   * @param level the forwarder's
   */
  private record Difference(String program, String lnav, String level) {}

  private static final Difference[] DIFFERENCES = {
    // An access log says no level; lnav makes one of the status.
    new Difference("nginx-access", "INFO", "-"),
    new Difference("nginx-access", "ERROR", "-"),
    // LOG is PostgreSQL's word for what it writes in any case, such as that it has started.
    new Difference("postgresql", "-", "INFO"),
    // lnav does not know Python's words WARNING and CRITICAL.
    new Difference("python-logging", "", "WARN"),
    new Difference("python-logging", "", "FATAL"),
    // Nor does it find winston's "warn" between colours.
    new Difference("winston-printf", "INFO", "WARN"),
  };

  private final ExplainedMapping mapping = new ExplainedMapping();

  /** What lnav says of a line. */
  private record Reading(Instant time, String level) {}

  static List<Program> programs() {
    List<String> known =
        List.of(
            "log4j2-pattern",
            "logrus-text",
            "nginx-access",
            "nginx-error",
            "postgresql",
            "python-logging",
            "spring-console",
            "winston-printf",
            "zap-console");
    return Corpus.programs().stream().filter(program -> known.contains(program.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void lnav_reads_the_same_times_and_levels(Program program, @TempDir Path home) throws Exception {
    assumeTrue(version().equals(Optional.of(VERSION)), "needs lnav 0.11.1: apt-get install lnav");
    Map<Integer, Reading> lnav = read(program, home);
    assertThat(lnav).isNotEmpty();

    int line = 0;
    for (String event : program.events()) {
      Explained document = mapping.map(event);
      Reading reading = lnav.get(line);
      String said = reading == null ? "" : LEVELS.getOrDefault(reading.level, reading.level);
      String level = document.at("log.level").isEmpty() ? "-" : document.at("log.level");
      if (!isKnownDifference(program, said, level)) {
        assertThat(said).as("lnav's level of %s", event).isEqualTo(level);
      }
      if (reading != null) {
        Instant time = Instant.parse(document.at("@timestamp")).truncatedTo(ChronoUnit.MILLIS);
        assertThat(reading.time).as("lnav's time of %s", event).isEqualTo(time);
      }
      line += (int) event.lines().count();
    }
  }

  private static boolean isKnownDifference(Program program, String lnav, String level) {
    return Arrays.stream(DIFFERENCES)
        .anyMatch(
            difference ->
                difference.program.equals(program.name())
                    && difference.lnav.equals(lnav)
                    && difference.level.equals(level));
  }

  private static Map<Integer, Reading> read(Program program, Path home)
      throws IOException, InterruptedException {
    List<String> csv =
        run(home, "lnav", "-n", "-c", QUERY, "-c", ":write-csv-to -", program.file().toString());
    Map<Integer, Reading> readings = new HashMap<>();
    for (String row : csv.subList(1, csv.size())) {
      String[] cells = row.split(",", -1);
      Instant time = Instant.ofEpochMilli(Long.parseLong(cells[1]));
      readings.put(Integer.valueOf(cells[0]), new Reading(time, cells[2]));
    }
    return readings;
  }

  private static Optional<String> version() throws InterruptedException {
    try {
      return Optional.of(run(Path.of("."), "lnav", "-V").getFirst());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Runs a command and returns what it prints. lnav writes below its home when it starts. */
  private static List<String> run(Path home, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_CONFIG_HOME", home.toString());
    builder.environment().put("TZ", "UTC");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TERM", "xterm");
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    List<String> lines;
    try (InputStream out = process.getInputStream()) {
      lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }
}
