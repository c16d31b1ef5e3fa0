package dev.logferry.endtoend.pipeline;

import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The fields whose type the index template fixes: a line that gives them another is refused. */
final class CoreFields {

  /** The field that a refusal is about; a position such as {@code [1:180]} may stand before it. */
  private static final Pattern FIELD = Pattern.compile("(?:field|mapping for) \\[([^\\]\\s]+)\\]");

  private static final Set<String> PATHS = paths();

  private CoreFields() {}

  /** Whether an answer refuses a document for the type of a core field. */
  static boolean refused(String reason) {
    Matcher named = FIELD.matcher(reason);
    return named.find() && PATHS.contains(named.group(1));
  }

  private static Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    for (PackObject object : new IndexTemplates(Set.of(), TemplateOptions.DEFAULT).objects()) {
      if (object.name().equals(IndexTemplates.LOGS + "@mappings")) {
        add(paths, "", object.body().at("/template/mappings/properties"));
      }
    }
    return paths;
  }

  private static void add(Set<String> paths, String prefix, JsonNode properties) {
    properties
        .properties()
        .forEach(
            field -> {
              String path = prefix + field.getKey();
              boolean ours = path.equals("json") || path.equals("logferry") || path.equals("tags");
              if (!ours) {
                paths.add(path);
              }
              add(paths, path + ".", field.getValue().path("properties"));
            });
  }
}
