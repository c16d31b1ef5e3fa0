package dev.logferry.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The templates of the project. Each call returns a copy, which the caller may break. */
final class Templates {

  static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));

  private static final ObjectNode SOURCE = CloudFormationYaml.read(ROOT.resolve("template.yaml"));
  private static final Optional<ObjectNode> TRANSFORMED =
      transformed(List.of(Map.of())).map(List::getFirst);

  private static final Map<String, ObjectNode> NESTED = new ConcurrentHashMap<>();

  private Templates() {}

  /** As it is written. */
  static ObjectNode source() {
    return SOURCE.deepCopy();
  }

  /** In plain CloudFormation, as far as it matters to the checks. */
  static ObjectNode expanded() {
    return SamExpansion.expand(SOURCE);
  }

  /** In plain CloudFormation, by SAM's own transformation; empty where that is not installed. */
  static Optional<ObjectNode> transformed() {
    return TRANSFORMED.map(ObjectNode::deepCopy);
  }

  /** The template at a {@code TemplateURL}. */
  static ObjectNode nested(String url) {
    return NESTED
        .computeIfAbsent(url, one -> CloudFormationYaml.read(ROOT.resolve(one)))
        .deepCopy();
  }

  /**
   * What SAM makes of template.yaml with each of these sets of parameters; empty where that is not
   * installed.
   */
  static Optional<List<ObjectNode>> transformed(List<Map<String, String>> parameters) {
    return transformed(ROOT.resolve("template.yaml"), parameters);
  }

  static Optional<List<ObjectNode>> transformed(
      Path template, List<Map<String, String>> parameters) {
    if (!Python.hasAsCiMust("samtranslator", "yaml")) {
      return Optional.empty();
    }
    String input = JsonMapper.shared().writeValueAsString(parameters);
    Python.Ended ended = Python.script("transform.py", input, template.toString());
    if (!ended.succeeded()) {
      throw new IllegalStateException("SAM cannot transform the template: " + ended.errors());
    }
    return Optional.of(
        JsonMapper.shared()
            .readTree(ended.output())
            .valueStream()
            .map(ObjectNode.class::cast)
            .toList());
  }

  static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
