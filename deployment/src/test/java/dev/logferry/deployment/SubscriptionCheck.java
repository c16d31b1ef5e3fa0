package dev.logferry.deployment;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether events reach the forwarder, with the permissions that takes, and never its own. */
final class SubscriptionCheck {

  private static final int MAX_PATTERN_CHARACTERS = 1024;
  private static final String NOT_IN = "LogGroupName NOT IN ";
  private static final String DELIVERY_ROLE =
      "arn:aws:iam::%s:role/LogDeliveryRole".formatted(Stack.ACCOUNT);

  private SubscriptionCheck() {}

  static List<String> problems(Stack stack) {
    List<String> problems = new ArrayList<>();
    Set<String> own =
        Functions.ofOurs(stack).stream()
            .map(function -> function.text("/LoggingConfig/LogGroup"))
            .collect(Collectors.toCollection(HashSet::new));
    stack
        .ofType("AWS::KinesisFirehose::DeliveryStream")
        .map(
            stream ->
                stream.text(
                    "/ExtendedS3DestinationConfiguration/CloudWatchLoggingOptions/LogGroupName"))
        .forEach(own::add);
    int subscriptions = 0;
    for (Resource filter : stack.ofType("AWS::Logs::SubscriptionFilter").toList()) {
      subscriptions++;
      checkDestination(stack, filter.id(), filter.properties(), problems);
      checkPattern(filter.id(), filter.text("/FilterPattern"), problems);
      if (own.contains(filter.text("/LogGroupName"))) {
        problems.add(filter.id() + " subscribes the forwarder to its own log");
      }
      if (!filter.text("/FilterName").startsWith(Stack.NAME + "-")) {
        problems.add(filter.id() + " could overwrite a filter that is not ours");
      }
    }
    for (Resource policy : stack.ofType("AWS::Logs::AccountPolicy").toList()) {
      subscriptions++;
      checkPolicy(stack, policy, own, problems);
    }
    if (subscriptions == 0) {
      problems.add("nothing is subscribed");
    }
    checkKeptRoutes(stack, problems);
    return problems;
  }

  /** While the route is changed, subscriptions still write to the one before. */
  private static void checkKeptRoutes(Stack stack, List<String> problems) {
    stack
        .ofType("AWS::Kinesis::Stream")
        .filter(stream -> !writable(stack, DELIVERY_ROLE, "kinesis:PutRecord", stack.arn(stream)))
        .forEach(stream -> problems.add(stream.id() + " is kept, but nobody may write to it"));
    stack
        .ofType("AWS::KinesisFirehose::DeliveryStream")
        .filter(
            stream -> !writable(stack, DELIVERY_ROLE, "firehose:PutRecordBatch", stack.arn(stream)))
        .forEach(stream -> problems.add(stream.id() + " is kept, but nobody may write to it"));
  }

  private static void checkPolicy(
      Stack stack, Resource policy, Set<String> own, List<String> problems) {
    JsonNode document = JsonMapper.shared().readTree(policy.text("/PolicyDocument"));
    checkDestination(stack, policy.id(), document, problems);
    checkPattern(policy.id(), document.path("FilterPattern").asString(), problems);
    String criteria = policy.text("/SelectionCriteria");
    Set<String> excluded = new HashSet<>();
    if (criteria.startsWith(NOT_IN)) {
      JsonMapper.shared()
          .readTree(criteria.substring(NOT_IN.length()))
          .forEach(group -> excluded.add(group.asString()));
    }
    own.stream()
        .filter(group -> !excluded.contains(group))
        .forEach(group -> problems.add("%s does not leave out %s".formatted(policy.id(), group)));
    if (excluded.contains("")) {
      problems.add(policy.id() + " leaves out a log group without a name");
    }
  }

  private static void checkPattern(String where, String pattern, List<String> problems) {
    if (pattern.length() > MAX_PATTERN_CHARACTERS) {
      problems.add(where + ": the pattern is too long");
    }
    try {
      FilterPattern.parse(pattern);
    } catch (IllegalArgumentException e) {
      problems.add(where + ": " + e.getMessage());
    }
  }

  private static void checkDestination(
      Stack stack, String where, JsonNode filter, List<String> problems) {
    String destination = filter.path("DestinationArn").asString("");
    String service = destination.split(":", -1).length > 2 ? destination.split(":", -1)[2] : "";
    String role = filter.path("RoleArn").asString("");
    boolean reached =
        switch (service) {
          case "lambda" -> role.isEmpty() && invocable(stack, destination);
          case "kinesis" -> writable(stack, role, "kinesis:PutRecord", destination);
          case "firehose" -> writable(stack, role, "firehose:PutRecord", destination);
          default -> false;
        };
    if (!reached) {
      problems.add("%s may not hand events to '%s'".formatted(where, destination));
    }
  }

  /** The function itself: a version would keep the parameters that it was published with. */
  private static boolean invocable(Stack stack, String destination) {
    return stack
        .ofType("AWS::Lambda::Permission")
        .anyMatch(
            permission ->
                destination.endsWith(":function:" + permission.text("/FunctionName"))
                    && permission.text("/Principal").equals("logs.amazonaws.com")
                    && permission.text("/Action").equals("lambda:InvokeFunction")
                    && permission.text("/SourceAccount").equals(Stack.ACCOUNT));
  }

  private static boolean writable(Stack stack, String role, String action, String destination) {
    return stack
        .ofType("AWS::IAM::Role")
        .filter(one -> role.endsWith(":role/" + one.id()))
        .filter(
            one ->
                one.at("/AssumeRolePolicyDocument/Statement/0/Principal/Service")
                    .asString("")
                    .equals("logs.amazonaws.com"))
        .flatMap(one -> Statement.of(one).stream())
        .anyMatch(
            statement ->
                statement.actions().contains(action)
                    && statement.resources().contains(destination));
  }
}
