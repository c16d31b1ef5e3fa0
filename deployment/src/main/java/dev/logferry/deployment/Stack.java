package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * A template with parameters: the resources that there would be, with every intrinsic function
 * resolved. Names that AWS would generate are generated here, in their form.
 */
final class Stack {

  static final String ACCOUNT = "123456789012";
  static final String REGION = "eu-central-1";
  static final String NAME = "logferry";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String name;
  private final JsonNode template;
  private final Map<String, String> parameters;
  private final Function<String, JsonNode> nestedTemplates;
  private final Intrinsics intrinsics;
  private final Map<String, Stack> nested = new TreeMap<>();
  private Optional<List<Resource>> resources = Optional.empty();

  /**
   * @param parameters those that differ from their defaults
   * @param nestedTemplates gives the template at a {@code TemplateURL}
   */
  Stack(
      JsonNode template,
      Map<String, String> parameters,
      Function<String, JsonNode> nestedTemplates) {
    this(NAME, template, parameters, nestedTemplates);
  }

  /** With another name than {@link #NAME}. */
  Stack(
      String name,
      JsonNode template,
      Map<String, String> parameters,
      Function<String, JsonNode> nestedTemplates) {
    this.name = name;
    this.template = template;
    this.parameters = parameters;
    this.nestedTemplates = nestedTemplates;
    this.intrinsics = new Intrinsics(template, this::reference, this::attribute);
  }

  /** All of them, with those of the nested stacks. */
  List<Resource> resources() {
    if (resources.isEmpty()) {
      resources = Optional.of(List.copyOf(resolved()));
    }
    return resources.get();
  }

  private List<Resource> resolved() {
    List<Resource> resolved = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
      if (exists(entry.getValue())) {
        resolved.add(resource(entry.getKey()));
        if (resource(entry.getKey()).type().equals("AWS::CloudFormation::Stack")) {
          nested(entry.getKey()).resources().stream()
              .map(
                  inner ->
                      new Resource(
                          entry.getKey() + "/" + inner.id(), inner.type(), inner.properties()))
              .forEach(resolved::add);
        }
      }
    }
    return resolved;
  }

  Stream<Resource> ofType(String type) {
    return resources().stream().filter(resource -> resource.type().equals(type));
  }

  Resource resource(String id) {
    JsonNode definition = template.path("Resources").path(id);
    if (!exists(definition)) {
      throw new IllegalArgumentException("with these parameters there is no " + id);
    }
    return new Resource(
        id, definition.path("Type").asString(), intrinsics.resolve(definition.path("Properties")));
  }

  private boolean exists(JsonNode definition) {
    String condition = definition.path("Condition").asString("");
    return definition.isObject() && (condition.isEmpty() || intrinsics.holds(condition));
  }

  private Stack nested(String id) {
    if (!nested.containsKey(id)) {
      Resource stack = resource(id);
      JsonNode inner = nestedTemplates.apply(stack.text("/TemplateURL"));
      Map<String, String> given = new TreeMap<>();
      for (Map.Entry<String, JsonNode> parameter : stack.at("/Parameters").properties()) {
        if (inner.path("Parameters").path(parameter.getKey()).isMissingNode()) {
          throw new IllegalArgumentException(id + " takes no parameter " + parameter.getKey());
        }
        given.put(parameter.getKey(), parameter.getValue().asString());
      }
      nested.put(id, new Stack(name, inner, given, nestedTemplates));
    }
    return nested.get(id);
  }

  private JsonNode reference(String id) {
    JsonNode parameter = template.path("Parameters").path(id);
    if (!parameter.isMissingNode()) {
      return parameter(id, parameter);
    }
    return switch (id) {
      case "AWS::NoValue" -> MissingNode.getInstance();
      case "AWS::Region" -> JSON.stringNode(REGION);
      case "AWS::AccountId" -> JSON.stringNode(ACCOUNT);
      case "AWS::Partition" -> JSON.stringNode("aws");
      case "AWS::URLSuffix" -> JSON.stringNode("amazonaws.com");
      case "AWS::StackName" -> JSON.stringNode(name);
      case "AWS::StackId" -> JSON.stringNode(arn("cloudformation", "stack/" + name + "/1"));
      default -> JSON.stringNode(physicalId(id));
    };
  }

  private JsonNode parameter(String id, JsonNode definition) {
    JsonNode given = JSON.stringNode(parameters.getOrDefault(id, ""));
    JsonNode value = parameters.containsKey(id) ? given : definition.path("Default");
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("the parameter %s has no default".formatted(id));
    }
    String type = definition.path("Type").asString();
    if (!type.equals("CommaDelimitedList") && !type.startsWith("List<")) {
      return value;
    }
    ArrayNode list = JSON.arrayNode();
    Stream.of(value.asString().split(",", -1)).forEach(list::add);
    return list;
  }

  private String physicalId(String id) {
    Resource resource = resource(id);
    return switch (resource.type()) {
      case "AWS::Lambda::Function" -> resource.text("/FunctionName");
      case "AWS::Lambda::Alias" ->
          arn(
              "lambda",
              "function:" + resource.text("/FunctionName") + ":" + resource.text("/Name"));
      case "AWS::Logs::LogGroup" -> logGroup(resource);
      case "AWS::Logs::LogStream" -> resource.text("/LogStreamName");
      case "AWS::KinesisFirehose::DeliveryStream" -> resource.text("/DeliveryStreamName");
      case "AWS::S3::Bucket", "AWS::Kinesis::Stream", "AWS::SQS::Queue" ->
          name + "-" + id.toLowerCase(Locale.ROOT);
      case "AWS::SNS::Topic" -> arn("sns", resource.text("/TopicName"));
      case "AWS::IAM::ManagedPolicy" -> "arn:aws:iam::%s:policy/%s".formatted(ACCOUNT, id);
      default -> id.toLowerCase(Locale.ROOT) + "-id";
    };
  }

  private String logGroup(Resource group) {
    String given = group.text("/LogGroupName");
    return given.isEmpty() ? name + "-" + group.id() : given;
  }

  private JsonNode attribute(String path) {
    String id = path.substring(0, path.indexOf('.'));
    String attribute = path.substring(id.length() + 1);
    if (attribute.startsWith("Outputs.")) {
      return nested(id).output(attribute.substring("Outputs.".length()));
    }
    Resource resource = resource(id);
    return JSON.stringNode(attribute.equals("Arn") ? arn(resource) : named(resource, attribute));
  }

  private JsonNode output(String id) {
    JsonNode output = template.path("Outputs").path(id);
    if (output.isMissingNode()) {
      throw new IllegalArgumentException("a nested stack has no output " + id);
    }
    return intrinsics.resolve(output.path("Value"));
  }

  private String named(Resource resource, String attribute) {
    return switch (attribute) {
      case "QueueName" -> physicalId(resource.id());
      case "Name" -> resource.id().toLowerCase(Locale.ROOT);
      default -> "%s-%s".formatted(resource.id(), attribute);
    };
  }

  /** Of a resource of this stack itself. */
  String arn(Resource resource) {
    return switch (resource.type()) {
      case "AWS::Lambda::Function" -> arn("lambda", "function:" + resource.text("/FunctionName"));
      case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + logGroup(resource) + ":*");
      case "AWS::S3::Bucket" -> "arn:aws:s3:::" + physicalId(resource.id());
      case "AWS::IAM::Role" -> "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, resource.id());
      case "AWS::Kinesis::Stream" -> arn("kinesis", "stream/" + physicalId(resource.id()));
      case "AWS::KinesisFirehose::DeliveryStream" ->
          arn("firehose", "deliverystream/" + resource.text("/DeliveryStreamName"));
      case "AWS::SQS::Queue" -> arn("sqs", physicalId(resource.id()));
      default -> arn(resource.type().split("::", -1)[1].toLowerCase(Locale.ROOT), resource.id());
    };
  }

  private static String arn(String service, String rest) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, rest);
  }
}
