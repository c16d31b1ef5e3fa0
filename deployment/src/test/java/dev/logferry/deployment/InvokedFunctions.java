package dev.logferry.deployment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What subscriptions, event source mappings and schedules invoke. Two deployments of one stack
 * differ in it exactly if the second changes what the next invocation runs with.
 */
final class InvokedFunctions {

  private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z0-9]+)[^}]*}");

  private final JsonNode template;
  private final Stack stack;

  /**
   * @param template as it is deployed, after SAM's transformation
   */
  InvokedFunctions(JsonNode template, Stack stack) {
    this.template = template;
    this.stack = stack;
  }

  /**
   * By the invoker's logical name, the function as it is when it is invoked: its properties and
   * those of all resources that it refers to. Behind an alias it is a version, which never changes:
   * it has the properties that it was published with, so all that counts is which version it is.
   */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    stack
        .resources()
        .forEach(
            resource ->
                invoked(resource)
                    .forEach(arn -> described.put(resource.id() + " " + arn, describe(arn))));
    return described;
  }

  private static Stream<String> invoked(Resource resource) {
    Stream<String> arns =
        switch (resource.type()) {
          case "AWS::Logs::SubscriptionFilter" -> Stream.of(resource.text("/DestinationArn"));
          case "AWS::Logs::AccountPolicy" ->
              Stream.of(resource.text("/PolicyDocument").split("\"", -1));
          case "AWS::Lambda::EventSourceMapping" -> Stream.of(resource.text("/FunctionName"));
          case "AWS::Scheduler::Schedule" -> Stream.of(resource.text("/Target/Arn"));
          default -> Stream.empty();
        };
    return arns.filter(arn -> arn.startsWith("arn:aws:lambda:") && arn.contains(":function:"));
  }

  private String describe(String arn) {
    String[] parts = arn.split(":", -1);
    Resource function =
        Functions.ofOurs(stack).stream()
            .filter(one -> one.text("/FunctionName").equals(parts[6]))
            .findFirst()
            .orElseThrow();
    if (parts.length > 7) {
      return published(parts[6], parts[7]) + referredTo(function.id());
    }
    return function.properties().toString() + referredTo(function.id());
  }

  private String published(String function, String alias) {
    return stack
        .ofType("AWS::Lambda::Alias")
        .filter(one -> one.text("/FunctionName").equals(function))
        .filter(one -> one.text("/Name").equals(alias))
        .map(one -> one.text("/FunctionVersion"))
        .findFirst()
        .orElseThrow();
  }

  private String referredTo(String function) {
    StringBuilder described = new StringBuilder();
    for (String id : referredBy(template, function)) {
      JsonNode definition = template.path("Resources").path(id);
      boolean itself =
          id.equals(function) || definition.path("Type").asString().endsWith("::Alias");
      if (!itself && exists(id)) {
        described.append('\n').append(id).append(stack.resource(id).properties());
      }
    }
    return described.toString();
  }

  private boolean exists(String id) {
    return stack.resources().stream().anyMatch(resource -> resource.id().equals(id));
  }

  /** The logical names of all resources that a resource refers to, directly or through others. */
  static Set<String> referredBy(JsonNode template, String id) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(id));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (found.add(next)) {
        names(template, template.path("Resources").path(next))
            .filter(name -> template.path("Resources").has(name))
            .forEach(open::add);
      }
    }
    return found;
  }

  /**
   * The parameters that a function depends on, directly, through conditions, or through resources.
   */
  static Set<String> parametersOf(JsonNode template, String function) {
    Set<String> parameters = new TreeSet<>();
    for (String id : referredBy(template, function)) {
      names(template, template.path("Resources").path(id))
          .filter(name -> template.path("Parameters").has(name))
          .forEach(parameters::add);
    }
    return parameters;
  }

  /** All names in a part of a template that may be those of parameters or resources. */
  private static Stream<String> names(JsonNode template, JsonNode part) {
    if (part.isString()) {
      return SUBSTITUTED.matcher(part.asString()).results().map(found -> found.group(1));
    }
    Stream<String> here =
        part.properties().stream()
            .flatMap(
                member ->
                    switch (member.getKey()) {
                      case "Ref" -> Stream.of(member.getValue().asString());
                      case "Fn::GetAtt" -> Stream.of(member.getValue().path(0).asString());
                      case "Fn::If" -> condition(template, member.getValue().path(0));
                      case "Condition" -> condition(template, member.getValue());
                      default -> Stream.empty();
                    });
    return Stream.concat(here, part.valueStream().flatMap(inner -> names(template, inner)));
  }

  /**
   * The member Condition of a resource or of a condition; of a policy's statement it is an object.
   */
  private static Stream<String> condition(JsonNode template, JsonNode name) {
    return name.isString()
        ? names(template, template.path("Conditions").path(name.asString()))
        : Stream.empty();
  }
}
