package dev.logferry.deployment;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Whether each function can start, logs, and is invoked as it should be. */
final class FunctionCheck {

  /** A queue's messages must stay hidden for as long as six runs may take. */
  private static final int RUNS_PER_VISIBILITY = 6;

  private FunctionCheck() {}

  static List<String> problems(Stack stack) {
    List<String> problems = new ArrayList<>();
    for (Resource function : Functions.ofOurs(stack)) {
      checkCode(function, problems);
      checkLog(stack, function, problems);
      checkPlace(function, problems);
    }
    stack
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach(mapping -> checkMapping(stack, mapping, problems));
    checkFailures(stack, problems);
    return problems;
  }

  private static void checkCode(Resource function, List<String> problems) {
    String[] handler = function.text("/Handler").split("::", -1);
    try {
      Class<?> type = Class.forName(handler[0]);
      boolean found =
          Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(handler[1]::equals);
      if (!found) {
        problems.add("%s: %s has no method %s".formatted(function.id(), handler[0], handler[1]));
      }
    } catch (ClassNotFoundException _) {
      problems.add("%s: there is no class %s".formatted(function.id(), handler[0]));
    }
    if (!function.text("/Runtime").equals("java25")
        || !function.at("/Architectures").toString().equals("[\"arm64\"]")) {
      problems.add(function.id() + " is not for java25 on arm64");
    }
    if (function.at("/ReservedConcurrentExecutions").isMissingNode()) {
      problems.add(function.id() + " may take all of the account's concurrency");
    }
  }

  private static void checkLog(Stack stack, Resource function, List<String> problems) {
    String group = function.text("/LoggingConfig/LogGroup");
    boolean kept =
        stack
            .ofType("AWS::Logs::LogGroup")
            .anyMatch(
                own ->
                    own.text("/LogGroupName").equals(group)
                        && own.properties().has("RetentionInDays"));
    if (!kept) {
      problems.add("%s: the log group '%s' is not kept for a time".formatted(function.id(), group));
    }
    if (!function.text("/LoggingConfig/LogFormat").equals("JSON")) {
      problems.add(function.id() + " does not log as JSON");
    }
    // Lambda would drop the lines that carry the metrics at a coarser level: docs/METRICS.md.
    if (!function.text("/LoggingConfig/ApplicationLogLevel").equals("INFO")) {
      problems.add(function.id() + " would lose its metrics");
    }
  }

  private static void checkPlace(Resource function, List<String> problems) {
    if (function.at("/VpcConfig/SubnetIds").isEmpty()
        || function.at("/VpcConfig/SecurityGroupIds").isEmpty()) {
      problems.add(function.id() + " does not reach the data centre");
    }
    boolean readsSecrets =
        FunctionEnvironment.variables(function).entrySet().stream()
            .anyMatch(entry -> entry.getKey().endsWith("_SECRET") && !entry.getValue().isEmpty());
    if (readsSecrets && function.at("/Layers").isEmpty()) {
      problems.add(function.id() + " has no extension to read its secrets with");
    }
  }

  private static void checkMapping(Stack stack, Resource mapping, List<String> problems) {
    if (!mapping.at("/FunctionResponseTypes").toString().equals("[\"ReportBatchItemFailures\"]")) {
      problems.add(mapping.id() + " would lose what a partly failed batch returns");
    }
    if (mapping.properties().has("FilterCriteria")) {
      problems.add(mapping.id() + " filters, and drops gzip by it");
    }
    String[] source = mapping.text("/EventSourceArn").split(":", -1);
    if (source[2].equals("kinesis") && mapping.at("/DestinationConfig/OnFailure").isEmpty()) {
      problems.add(mapping.id() + " keeps nothing of what it gives up");
    }
    if (source[2].equals("sqs")) {
      checkQueue(stack, mapping, source[5], problems);
    }
    if (mapping.text("/FunctionName").split(":", -1).length > 7) {
      problems.add(mapping.id() + " invokes a version, which keeps old parameters");
    }
  }

  private static void checkQueue(
      Stack stack, Resource mapping, String name, List<String> problems) {
    String function = mapping.text("/FunctionName").split(":", -1)[6];
    int timeout =
        Functions.ofOurs(stack).stream()
            .filter(one -> one.text("/FunctionName").equals(function))
            .mapToInt(one -> one.at("/Timeout").asInt())
            .sum();
    stack
        .ofType("AWS::SQS::Queue")
        .filter(queue -> name.equals(Stack.NAME + "-" + queue.id().toLowerCase(Locale.ROOT)))
        .filter(
            queue ->
                queue.at("/VisibilityTimeout").asInt() < RUNS_PER_VISIBILITY * timeout
                    || queue.at("/RedrivePolicy/deadLetterTargetArn").isMissingNode())
        .forEach(queue -> problems.add(queue.id() + " shows messages again too soon, or for ever"));
  }

  /** What is given up asynchronously has to end where the redrive looks; the redrive's does not. */
  private static void checkFailures(Stack stack, List<String> problems) {
    Set<String> kept = new TreeSet<>();
    String looksAt =
        FunctionEnvironment.variables(stack.resource("RedriveFunction"))
            .getOrDefault("LOGFERRY_FAILURE_BUCKET", "");
    stack
        .ofType("AWS::Lambda::EventInvokeConfig")
        .forEach(
            config -> {
              JsonNode destination = config.at("/DestinationConfig/OnFailure/Destination");
              String key = config.text("/FunctionName") + ":" + config.text("/Qualifier");
              kept.add(
                  key
                      + (destination.isMissingNode() ? " nowhere " : " ")
                      + destination.asString("")
                      + " "
                      + config.at("/MaximumRetryAttempts").asInt());
            });
    Set<String> wanted =
        Set.of(
            Stack.NAME + "-forward:$LATEST arn:aws:s3:::" + looksAt + " 2",
            Stack.NAME + "-redrive:$LATEST nowhere  0");
    if (!kept.equals(wanted)) {
      problems.add("failed invocations are kept as %s, not as %s".formatted(kept, wanted));
    }
  }
}
