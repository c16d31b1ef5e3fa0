package dev.logferry.forwarder.document.line;

import java.util.ArrayList;
import java.util.List;

/** Every format that the forwarder knows, with a line of it. */
public final class LineExamples {

  private LineExamples() {}

  /**
   * A format.
   *
   * @param recognisedBy in Markdown
   */
  public record Example(String title, String recognisedBy, String line) {}

  public static List<Example> ofJson() {
    List<Example> examples = new ArrayList<>();
    for (JsonFormat format : JsonFormat.values()) {
      String marks = "`" + format.marks().replace(" ", "`, `") + "`";
      examples.add(new Example(format.title(), marks, format.example()));
    }
    return examples;
  }

  public static List<Example> ofText() {
    List<Example> examples = new ArrayList<>();
    examples.add(new Example(Logfmt.TITLE, Logfmt.RECOGNISED_BY, Logfmt.EXAMPLE));
    for (TextFormat format : TextFormat.values()) {
      List<String> templates = new ArrayList<>();
      for (String template : format.templates()) {
        templates.add("`" + template.replace("\t", "\\t").replace("\n", "\\n") + "`");
      }
      examples.add(new Example(format.title(), String.join("<br>", templates), format.example()));
    }
    return examples;
  }

  public static Example ofEcs() {
    return new Example(
        "ECS",
        EcsMarks.RECOGNISED_BY,
        """
        {"@timestamp":"2026-11-28T22:00:00.123Z","log.level":"ERROR","message":"payment refused","ecs.version":"1.2.0","service.name":"shop","error":{"type":"java.lang.IllegalStateException","message":"no stock"}}""");
  }

  public static Example ofWrapper() {
    return new Example(Wrapper.TITLE, Wrapper.RECOGNISED_BY, Wrapper.EXAMPLE);
  }

  /** All of them. */
  public static List<Example> all() {
    List<Example> all = new ArrayList<>();
    all.add(ofEcs());
    all.addAll(ofJson());
    all.add(ofWrapper());
    all.addAll(ofText());
    return all;
  }
}
