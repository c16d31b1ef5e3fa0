package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether a policy allows more than is named. */
final class PolicyCheck {

  private static final Set<String> TYPES =
      Set.of(
          "AWS::IAM::Role",
          "AWS::IAM::ManagedPolicy",
          "AWS::S3::BucketPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SNS::TopicPolicy",
          "AWS::EC2::VPCEndpoint");

  /** Everything in a named bucket, log group or cluster. */
  private static final Pattern INSIDE_NAMED =
      Pattern.compile(
          "arn:aws:(s3:::[^*]+/\\*|logs:[^*]+:log-group:[^*]+:\\*|ecs:[^*]+:task/[^*/]+/\\*)");

  /** Where all resources are allowed, and why they are not named. */
  static final Map<String, String> ANY_RESOURCE =
      Map.of(
          "ForwarderPolicy.AttachToVpc",
              "network interfaces do not exist yet, subnets are only read",
          "ExecutionRole.LogInToEcr", "ecr:GetAuthorizationToken supports no resources");

  /** Who assumes a role without naming an account, and why that is enough. */
  static final Map<String, String> ASKS_NO_ACCOUNT =
      Map.of("lambda.amazonaws.com", "only who may pass the role can create a function with it");

  private PolicyCheck() {}

  static List<String> problems(Stack stack) {
    List<String> problems = new ArrayList<>();
    for (Resource resource : stack.resources()) {
      if (TYPES.contains(resource.type())) {
        Statement.of(resource).forEach(statement -> check(statement, problems));
        checkManaged(resource, problems);
        checkTrust(resource, problems);
      }
    }
    return problems;
  }

  private static void check(Statement statement, List<String> problems) {
    if (!statement.allows()) {
      return;
    }
    for (String action : statement.actions()) {
      if (action.contains("*")) {
        problems.add("%s allows %s".formatted(statement.id(), action));
      }
    }
    for (String resource : statement.resources()) {
      boolean named = !resource.contains("*") || INSIDE_NAMED.matcher(resource).matches();
      if (!named && !(resource.equals("*") && ANY_RESOURCE.containsKey(statement.id()))) {
        problems.add("%s allows it on %s".formatted(statement.id(), resource));
      }
    }
    if (statement.principal().toString().contains("*")) {
      problems.add(statement.id() + " allows it to everybody");
    }
    // A condition would keep out what it is to let in.
    boolean rulesToTopic =
        statement.actions().contains("sns:Publish")
            && statement.principal().toString().contains("events.amazonaws.com");
    if (rulesToTopic && !statement.condition().isMissingNode()) {
      problems.add(statement.id() + " has a condition that EventBridge does not support");
    }
  }

  private static void checkManaged(Resource resource, List<String> problems) {
    for (JsonNode arn : resource.at("/ManagedPolicyArns")) {
      boolean ours = arn.asString().contains(":" + Stack.ACCOUNT + ":");
      if (!ours) {
        problems.add("%s has the policy %s".formatted(resource.id(), arn.asString()));
      }
    }
  }

  /** Who may assume a role is a service, and acts for this account alone, but for a few. */
  private static void checkTrust(Resource role, List<String> problems) {
    for (JsonNode statement : role.at("/AssumeRolePolicyDocument/Statement")) {
      String service = statement.at("/Principal/Service").asString("");
      boolean ofThisAccount = statement.path("Condition").toString().contains(Stack.ACCOUNT);
      if (service.isEmpty() || (!ASKS_NO_ACCOUNT.containsKey(service) && !ofThisAccount)) {
        problems.add("%s can be assumed by '%s' for others".formatted(role.id(), service));
      }
    }
  }
}
