package dev.logferry.deployment;

import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluates the intrinsic functions that our templates use, as CloudFormation documents them. An
 * unknown function is an error, so that no check passes because it did not understand.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class Intrinsics {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^}]+)}");
  private static final Set<String> CONDITIONS =
      Set.of("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition");

  private final JsonNode template;
  private final Function<String, JsonNode> references;
  private final Function<String, JsonNode> attributes;

  /**
   * @param template whose conditions and mappings hold
   * @param references what {@code Ref} gives; missing for {@code AWS::NoValue}
   * @param attributes what {@code Fn::GetAtt} gives for {@code Resource.Attribute}
   */
  Intrinsics(
      JsonNode template,
      Function<String, JsonNode> references,
      Function<String, JsonNode> attributes) {
    this.template = template;
    this.references = references;
    this.attributes = attributes;
  }

  boolean holds(String condition) {
    JsonNode definition = template.path("Conditions").path(condition);
    if (definition.isMissingNode()) {
      throw new IllegalArgumentException("there is no condition " + condition);
    }
    return truth(definition);
  }

  private boolean truth(JsonNode condition) {
    Map.Entry<String, JsonNode> call = condition.properties().iterator().next();
    JsonNode arguments = call.getValue();
    return switch (call.getKey()) {
      case "Condition" -> holds(arguments.asString());
      case "Fn::Equals" ->
          text(resolve(arguments.path(0))).equals(text(resolve(arguments.path(1))));
      case "Fn::Not" -> !truth(arguments.path(0));
      case "Fn::And" -> arguments.valueStream().allMatch(this::truth);
      case "Fn::Or" -> arguments.valueStream().anyMatch(this::truth);
      default -> throw new IllegalArgumentException("not a condition: " + condition);
    };
  }

  /** The value without functions; missing where it is {@code AWS::NoValue}. */
  JsonNode resolve(JsonNode value) {
    if (value instanceof ArrayNode list) {
      ArrayNode resolved = JSON.arrayNode();
      list.valueStream()
          .map(this::resolve)
          .filter(one -> !one.isMissingNode())
          .forEach(resolved::add);
      return resolved;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    if (object.size() == 1) {
      Map.Entry<String, JsonNode> only = object.properties().iterator().next();
      boolean function = only.getKey().startsWith("Fn::") || only.getKey().equals("Ref");
      if (function && !CONDITIONS.contains(only.getKey())) {
        return call(only.getKey(), only.getValue());
      }
    }
    ObjectNode resolved = JSON.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode one = resolve(member.getValue());
      if (!one.isMissingNode()) {
        resolved.set(member.getKey(), one);
      }
    }
    return resolved;
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> references.apply(argument.asString());
      case "Fn::GetAtt" ->
          attributes.apply(argument.path(0).asString() + "." + argument.path(1).asString());
      case "Fn::If" -> resolve(argument.path(holds(argument.path(0).asString()) ? 1 : 2));
      case "Fn::Sub" -> JSON.stringNode(substitute(argument));
      case "Fn::Join" -> JSON.stringNode(join(argument));
      case "Fn::Split" -> split(argument);
      case "Fn::FindInMap" -> find(argument);
      case "Fn::Select" -> resolve(argument.path(1)).path(argument.path(0).asInt());
      default -> throw new IllegalArgumentException("not understood: " + function);
    };
  }

  private String substitute(JsonNode argument) {
    String template = argument.isArray() ? argument.path(0).asString() : argument.asString();
    JsonNode names = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(inPlace(place.group(1), place.group(2), names)));
  }

  private String inPlace(String literal, String name, JsonNode names) {
    if (!literal.isEmpty()) {
      return "${" + name + "}";
    }
    if (names.has(name)) {
      return text(resolve(names.path(name)));
    }
    boolean attribute = name.contains(".");
    return text(attribute ? attributes.apply(name) : references.apply(name));
  }

  private String join(JsonNode argument) {
    StringJoiner joined = new StringJoiner(argument.path(0).asString());
    resolve(argument.path(1)).forEach(part -> joined.add(text(part)));
    return joined.toString();
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = JSON.arrayNode();
    String separator = Pattern.quote(argument.path(0).asString());
    for (String part : text(resolve(argument.path(1))).split(separator, -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode find(JsonNode argument) {
    JsonNode found = template.path("Mappings").path(argument.path(0).asString());
    for (int key = 1; key <= 2; key++) {
      found = found.path(text(resolve(argument.path(key))));
    }
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("there is no entry " + argument);
    }
    return found;
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode()) {
      throw new IllegalArgumentException("a text is needed, not " + value);
    }
    return value.asString();
  }
}
