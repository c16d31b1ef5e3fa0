package dev.logferry.forwarder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What programs wrote, in {@code events/corpus}: for each an ordinary run with an error in it. */
public final class Corpus {

  private static final Path FOLDER =
      Path.of(System.getProperty("logferry.root", ".."), "events", "corpus");
  private static final String ISO_DATE = "\\d{4}-\\d\\d-\\d\\d";

  private Corpus() {}

  /**
   * A program and its log.
   *
   * @param name of the file, without its ending
   * @param title of program and layout
   * @param startPattern with which its multi-line events begin; empty if each line is an event
   * @param service that its lines name; empty if they name none
   * @param levels of its events, in order, with dashes where there is none
   */
  public record Program(
      String name, String title, String startPattern, String service, List<String> levels) {

    /** What it wrote. */
    public Path file() {
      return FOLDER.resolve(name + ".log");
    }

    /** Its events, as a log driver delivers them that knows the start pattern. */
    public List<String> events() {
      List<String> events = new ArrayList<>();
      for (String line : read(file())) {
        if (startPattern.isEmpty() || Pattern.compile(startPattern).matcher(line).find()) {
          events.add(line);
        } else {
          events.set(events.size() - 1, events.getLast() + "\n" + line);
        }
      }
      return events;
    }

    /** How many of its events are errors. */
    public long errors() {
      return levels.stream()
          .filter(level -> level.equals("ERROR") || level.equals("FATAL"))
          .count();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All programs, as the page lists them. */
  public static List<Program> programs() {
    String orders = "INFO WARN ERROR";
    String fatal = orders + " FATAL";
    String spring = "INFO INFO INFO " + orders;
    return List.of(
        program("spring-console", "Spring Boot 3.5, console", "^" + ISO_DATE + "T", "shop", spring),
        program("spring-logstash", "Spring Boot 3.5, `logstash`", "", "", spring),
        program("spring-ecs", "Spring Boot 3.5, `ecs`", "", "shop", spring),
        program("spring-gelf", "Spring Boot 3.5, `gelf`", "", "", spring),
        program("log4j2-pattern", "log4j2 2.25, PatternLayout", "^" + ISO_DATE, "", fatal),
        program("log4j2-json", "log4j2 2.25, JsonLayout", "", "", fatal),
        program(
            "log4j2-template-ecs", "log4j2 2.25, JsonTemplateLayout `EcsLayout`", "", "", fatal),
        program(
            "log4j2-template-gelf", "log4j2 2.25, JsonTemplateLayout `GelfLayout`", "", "", fatal),
        program(
            "log4j2-template-logstash",
            "log4j2 2.25, JsonTemplateLayout `LogstashJsonEventLayoutV1`",
            "",
            "",
            fatal),
        program("pino", "pino 10, Node.js", "", "", fatal),
        program("winston", "winston 3, Node.js, JSON", "", "orders", orders),
        program("winston-printf", "winston 3, Node.js, coloured text", "", "", orders),
        program("bunyan", "bunyan 1.8, Node.js", "", "orders", orders),
        program("python-logging", "Python 3.11, logging", "^" + ISO_DATE, "", fatal),
        program("python-basic", "Python 3.11, logging, `BASIC_FORMAT`", "^[A-Z]+:", "", fatal),
        program("python-json-logger", "Python 3.11, python-json-logger 2.0", "", "", fatal),
        program("structlog", "Python 3.11, structlog 22.3", "", "", orders),
        program("nginx-access", "nginx 1.22, access log", "", "", "- - -"),
        program("nginx-error", "nginx 1.22, error log", "", "", "INFO INFO ERROR INFO ERROR INFO"),
        program("postgresql", "PostgreSQL 15", "", "", "INFO ERROR - FATAL"),
        program("zap-json", "zap, as documented", "", "", fatal),
        program("zap-console", "zap, console, as documented", "^" + ISO_DATE, "", orders),
        program("zerolog", "zerolog, as documented", "", "", fatal),
        program("logrus-json", "logrus, JSON, as documented", "", "", fatal),
        program("logrus-text", "logrus, text, as documented", "", "", fatal),
        program("serilog-compact", "Serilog, compact, as documented", "", "", fatal),
        program("dotnet-json", ".NET console, `json`, as documented", "", "", fatal),
        program("dotnet-console", ".NET console, `simple`, as documented", "^[a-z]+: ", "", fatal));
  }

  private static Program program(
      String name, String title, String startPattern, String service, String levels) {
    return new Program(name, title, startPattern, service, List.of(levels.split(" ")));
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
