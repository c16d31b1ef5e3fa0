package dev.logferry.analystpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The source files of the pack, which the build copies from {@code pack/} and {@code ecs/}. */
public final class PackSource {

  /** Shared by the whole pack. Thread-safe. */
  public static final JsonMapper JSON = new JsonMapper();

  private PackSource() {}

  /** A YAML file as JSON. */
  public static JsonNode yaml(String name) {
    try (InputStream file = open(name)) {
      return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a text file, without comments and empty lines. */
  public static List<String> lines(String name) {
    try (InputStream file = open(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members of a list as texts; a missing list is empty. */
  public static List<String> texts(JsonNode list) {
    return stream(list).map(JsonNode::asString).toList();
  }

  /** The members of a list; a missing list is empty. */
  public static Stream<JsonNode> stream(JsonNode list) {
    return list.valueStream();
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(PackSource.class.getResourceAsStream(name), name);
  }
}
