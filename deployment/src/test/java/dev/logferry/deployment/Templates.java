package dev.logferry.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The templates of the project. Each call gives a copy, to be spoiled at will. */
final class Templates {

  static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));

  private static final ObjectNode SOURCE = CloudFormationYaml.read(ROOT.resolve("template.yaml"));
  private static final Optional<ObjectNode> TRANSFORMED = transform();

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

  private static Optional<ObjectNode> transform() {
    if (!Python.has("samtranslator", "yaml")) {
      return Optional.empty();
    }
    Python.Ended ended =
        Python.script("transform.py", "", ROOT.resolve("template.yaml").toString());
    if (!ended.succeeded()) {
      throw new IllegalStateException("SAM cannot transform template.yaml: " + ended.errors());
    }
    return Optional.of((ObjectNode) JsonMapper.shared().readTree(ended.output()));
  }

  static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
