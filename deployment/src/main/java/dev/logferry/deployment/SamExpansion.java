package dev.logferry.deployment;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What SAM makes of the few things that our template uses of it: globals and the settings for
 * asynchronous invocations. So the checks need nothing installed. Where SAM's own transformation is
 * installed they run on that as well, and a test compares the two.
 */
final class SamExpansion {

  private static final String FUNCTION = "AWS::Serverless::Function";

  private SamExpansion() {}

  static ObjectNode expand(ObjectNode sam) {
    ObjectNode expanded = sam.deepCopy();
    JsonNode globals = expanded.path("Globals").path("Function");
    expanded.remove("Globals");
    ObjectNode resources = (ObjectNode) expanded.path("Resources");
    Map<String, JsonNode> functions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> resource : resources.properties()) {
      if (FUNCTION.equals(resource.getValue().path("Type").asString())) {
        functions.put(resource.getKey(), resource.getValue());
      }
    }
    functions.forEach((id, function) -> expand(id, (ObjectNode) function, globals, resources));
    return expanded;
  }

  private static void expand(String id, ObjectNode function, JsonNode globals, ObjectNode all) {
    ObjectNode properties = (ObjectNode) function.path("Properties");
    JsonNode ownVariables = properties.path("Environment").path("Variables").deepCopy();
    for (Map.Entry<String, JsonNode> global : globals.properties()) {
      if (!properties.has(global.getKey()) || global.getKey().equals("Environment")) {
        properties.set(global.getKey(), global.getValue().deepCopy());
      }
    }
    ObjectNode variables = (ObjectNode) properties.path("Environment").path("Variables");
    ownVariables.properties().forEach(own -> variables.set(own.getKey(), own.getValue()));
    function.put("Type", "AWS::Lambda::Function");
    properties.remove("CodeUri");
    JsonNode invocations = properties.path("EventInvokeConfig");
    properties.remove("EventInvokeConfig");
    if (!invocations.isMissingNode()) {
      ObjectNode config =
          resource(all, id + "EventInvokeConfig", "AWS::Lambda::EventInvokeConfig", function);
      invocations.properties().forEach(entry -> config.set(entry.getKey(), entry.getValue()));
      config.put("Qualifier", "$LATEST");
      config.putObject("FunctionName").put("Ref", id);
      if (config.at("/DestinationConfig/OnFailure") instanceof ObjectNode destination) {
        destination.remove("Type");
      }
    }
  }

  private static ObjectNode resource(
      ObjectNode all, String id, String type, ObjectNode sameConditionAs) {
    ObjectNode resource = all.putObject(id);
    resource.put("Type", type);
    if (sameConditionAs.has("Condition")) {
      resource.set("Condition", sameConditionAs.path("Condition"));
    }
    return resource.putObject("Properties");
  }
}
