package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each check finds the problem that it is there to find, in a template that was broken that way.
 */
class BrokenTemplateTest {

  private static final String ENVIRONMENT =
      "/Resources/RedriveFunction/Properties/Environment/Variables";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_ROUTE",
            "\"x\"",
            "LOGFERRY_ROUTE is not a setting"),
        fault(Check.SETTINGS, ENVIRONMENT, "LOGFERRY_ROUTES", "\"no route\"", "LOGFERRY_ROUTES"),
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_MAX_IN_FLIGHT",
            "\"2\"",
            "either set by the template or listed"),
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_FAILURE_BUCKET",
            "",
            "LOGFERRY_FAILURE_BUCKET has to be"),
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_DEAD_LETTER_BUCKET",
            "",
            "no bucket for dead letters"),
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_OWN_LOG_GROUPS",
            "\"/a\"",
            "does not know that it writes"),
        fault(
            Check.SETTINGS,
            ENVIRONMENT,
            "LOGFERRY_REDACTION_RULES",
            "\"" + "x".repeat(5000) + "\"",
            "bytes of environment"),
        fault(
            Check.FUNCTIONS,
            function("Forward"),
            "Handler",
            "\"dev.logferry.Gone::handleRequest\"",
            "no class"),
        fault(
            Check.FUNCTIONS,
            function("Forward"),
            "Handler",
            "\"dev.logferry.forwarder.lambda.ForwardHandler::run\"",
            "no method run"),
        fault(Check.FUNCTIONS, function("Forward"), "Runtime", "\"java21\"", "java25"),
        fault(
            Check.FUNCTIONS,
            function("Forward"),
            "ReservedConcurrentExecutions",
            "",
            "all of the account"),
        fault(
            Check.FUNCTIONS,
            function("Forward") + "/LoggingConfig",
            "ApplicationLogLevel",
            "\"WARN\"",
            "lose its metrics"),
        fault(
            Check.FUNCTIONS,
            function("Forward") + "/LoggingConfig",
            "LogFormat",
            "\"Text\"",
            "does not log as JSON"),
        fault(
            Check.FUNCTIONS,
            "/Resources/RedriveLogGroup/Properties",
            "RetentionInDays",
            "",
            "not kept for a time"),
        fault(Check.FUNCTIONS, function("Forward"), "VpcConfig", "", "does not reach"),
        fault(Check.FUNCTIONS, function("Forward"), "Layers", "", "no extension"),
        fault(
            Check.FUNCTIONS,
            "/Resources/StreamToForwarder/Properties",
            "FunctionResponseTypes",
            "",
            "partly failed"),
        fault(
            Check.FUNCTIONS,
            "/Resources/StreamToForwarder/Properties",
            "FilterCriteria",
            "{}",
            "drops gzip"),
        fault(
            Check.FUNCTIONS,
            "/Resources/StreamToForwarder/Properties",
            "DestinationConfig",
            "",
            "keeps nothing"),
        fault(
            Check.FUNCTIONS,
            "/Resources/StreamToForwarder/Properties",
            "FunctionName",
            "{\"Fn::Sub\":\"${KinesisForwardFunction.Arn}:live\"}",
            "invokes a version"),
        fault(
            Check.FUNCTIONS,
            "/Resources/ObjectQueue/Properties",
            "VisibilityTimeout",
            "180",
            "too soon"),
        fault(
            Check.FUNCTIONS, "/Resources/ObjectQueue/Properties", "RedrivePolicy", "", "for ever"),
        fault(
            Check.FUNCTIONS,
            "/Resources/ForwardFunctionEventInvokeConfig/Properties",
            "DestinationConfig",
            "{}",
            "nowhere"),
        fault(
            Check.FUNCTIONS,
            "/Resources/ForwardFunctionEventInvokeConfig/Properties",
            "Qualifier",
            "\"live\"",
            "-forward:live"),
        fault(
            Check.FUNCTIONS,
            "/Resources/RedriveFunctionEventInvokeConfig/Properties",
            "MaximumRetryAttempts",
            "2",
            "redrive:$LATEST nowhere  2"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/LogGroupSubscription1/Properties",
            "DestinationArn",
            "{\"Fn::Sub\":\"${ForwardFunction.Arn}:live\"}",
            "may not hand events"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/SubscriptionInvokesForwarder/Properties",
            "FunctionName",
            "{\"Ref\":\"RedriveFunction\"}",
            "may not hand events"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/SubscriptionInvokesForwarder/Properties",
            "Principal",
            "\"s3.amazonaws.com\"",
            "may not hand events"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/LogGroupSubscription1/Properties",
            "LogGroupName",
            "{\"Ref\":\"RedriveLogGroup\"}",
            "its own log"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/LogGroupSubscription1/Properties",
            "FilterName",
            "\"default\"",
            "not ours"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/LogGroupSubscription1/Properties",
            "FilterPattern",
            "\"{ $.[\\\"log.level\\\"] = x }\"",
            "filter pattern"),
        fault(
            Check.SUBSCRIPTIONS,
            "/Resources/LogDeliveryRole/Properties/Policies/0/PolicyDocument/Statement/0",
            "Fn::If",
            "[\"ToStream\",{\"Effect\":\"Allow\",\"Action\":\"kinesis:PutRecord\",\"Resource\":\"*\"},{\"Ref\":\"AWS::NoValue\"}]",
            "EventStream is kept"),
        fault(
            Check.POLICIES,
            "/Resources/ForwarderPolicy/Properties/PolicyDocument/Statement/0",
            "Action",
            "\"s3:*\"",
            "allows s3:*"),
        fault(
            Check.POLICIES,
            "/Resources/ForwarderPolicy/Properties/PolicyDocument/Statement/0",
            "Resource",
            "\"*\"",
            "KeepDeadLetters allows it on *"),
        fault(
            Check.POLICIES,
            "/Resources/ForwarderPolicy/Properties/PolicyDocument/Statement/0",
            "Resource",
            "\"arn:aws:s3:::logferry-*\"",
            "allows it on arn"),
        fault(
            Check.POLICIES,
            "/Resources/AlarmTopicPolicy/Properties/PolicyDocument/Statement/0",
            "Principal",
            "\"*\"",
            "everybody"),
        fault(
            Check.POLICIES,
            "/Resources/AlarmTopicPolicy/Properties/PolicyDocument/Statement/0",
            "Principal",
            "{\"Service\":\"events.amazonaws.com\"}",
            "EventBridge"),
        fault(
            Check.POLICIES,
            "/Resources/ForwardRole/Properties",
            "ManagedPolicyArns",
            "[\"arn:aws:iam::aws:policy/AdministratorAccess\"]",
            "AdministratorAccess"),
        fault(
            Check.POLICIES,
            "/Resources/RedriveSchedulerRole/Properties/AssumeRolePolicyDocument/Statement/0",
            "Condition",
            "",
            "for others"),
        fault(
            Check.BUCKETS,
            "/Resources/DeadLetterBucket/Properties",
            "BucketEncryption",
            "",
            "not encrypted"),
        fault(
            Check.BUCKETS,
            "/Resources/DeadLetterBucket/Properties/PublicAccessBlockConfiguration",
            "IgnorePublicAcls",
            "false",
            "IgnorePublicAcls"),
        fault(
            Check.BUCKETS,
            "/Resources/DeadLetterBucket/Properties",
            "LifecycleConfiguration",
            "",
            "for ever"),
        fault(
            Check.BUCKETS,
            "/Resources/DeadLetterBucket/Properties",
            "LifecycleConfiguration",
            "{\"Rules\":[{\"ExpirationInDays\":1},{\"ExpiredObjectDeleteMarker\":true}]}",
            "several expiration rules"),
        fault(
            Check.BUCKETS,
            "/Resources/DeadLetterBucketPolicy/Properties/PolicyDocument/Statement/0",
            "Effect",
            "\"Allow\"",
            "without TLS"));
  }

  @ParameterizedTest(name = "{0}: {2} of {1}")
  @MethodSource("faults")
  void a_broken_template_is_found(
      Check check, String at, String member, String value, String problem) {
    ObjectNode template = Templates.expanded();
    breakIt(template, at, member, value);

    List<String> problems =
        Stream.of(Deployment.DIRECT, Deployment.FIREHOSE)
            .flatMap(deployment -> check.problems(deployment.of(template)).stream())
            .toList();

    assertThat(problems).anySatisfy(found -> assertThat(found).contains(problem));
  }

  @Test
  void an_account_policy_that_includes_an_own_log_is_found() {
    ObjectNode template = Templates.expanded();
    breakIt(
        template,
        "/Resources/AccountSubscription/Properties",
        "SelectionCriteria",
        "\"LogGroupName NOT IN [\\\"/aws/lambda/logferry-forward\\\"]\"");

    assertThat(Check.SUBSCRIPTIONS.problems(Deployment.ACCOUNT.of(template)))
        .contains("AccountSubscription does not leave out /aws/lambda/logferry-redrive");
  }

  @Test
  void a_template_that_subscribes_nothing_is_found() {
    ObjectNode template = Templates.expanded();
    ((ObjectNode) template.path("Resources")).remove("AccountSubscription");

    assertThat(Check.SUBSCRIPTIONS.problems(Deployment.ACCOUNT.of(template)))
        .contains("nothing is subscribed");
  }

  static Stream<Arguments> alarms() {
    return Stream.of(
        Arguments.of("MetricName", "\"EventsLost\"", "no metric Logferry EventsLost"),
        Arguments.of("Namespace", "\"AWS/Lambda\"", "no metric AWS/Lambda OldestUndeliveredAge"),
        Arguments.of(
            "Dimensions", "[{\"Name\":\"FunctionName\",\"Value\":\"gone\"}]", "no function gone"),
        Arguments.of(
            "Dimensions", "[{\"Name\":\"FunctionName\",\"Value\":\"\"}]", "empty dimension"),
        Arguments.of(
            "Dimensions", "[{\"Name\":\"Function\",\"Value\":\"x\"}]", "does not come under"),
        Arguments.of("AlarmActions", "[]", "notifies nobody"),
        Arguments.of("AlarmDescription", "\"Help!\"", "section of the runbook"),
        Arguments.of("Metrics", "[{\"Expression\":\"FILL(m, 0)\"}]", "uses FILL"),
        Arguments.of("MetricName", "", "watches nothing"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("alarms")
  void a_broken_alarm_is_found(String member, String value, String problem) {
    assertThat(broken("/Resources/RedriveStuckAlarm/Properties", member, value))
        .anySatisfy(found -> assertThat(found).contains(problem));
  }

  @Test
  void an_alarm_for_want_of_a_metric_that_is_absent_when_all_is_well_is_found() {
    ObjectNode monitoring = Templates.nested("stacks/monitoring.yaml");
    String alarm = "/Resources/RedriveStuckAlarm/Properties";
    breakIt(monitoring, alarm, "MetricName", "\"EventsDegraded\"");
    breakIt(monitoring, alarm, "TreatMissingData", "\"breaching\"");

    assertThat(problems(monitoring))
        .anySatisfy(found -> assertThat(found).contains("absent when all is well"));
  }

  @Test
  void a_broken_dashboard_and_a_broken_query_are_found() {
    ObjectNode monitoring = Templates.nested("stacks/monitoring.yaml");
    ObjectNode body = (ObjectNode) monitoring.at("/Resources/Dashboard/Properties/DashboardBody");
    String text =
        body.at("/Fn::Sub/0")
            .asString()
            .replace("\"BulkLatency\"", "\"BulkTime\"")
            .replace("EventsFiltered", "EventsSieved");
    ((ArrayNode) body.at("/Fn::Sub")).set(0, text);
    ((ObjectNode) monitoring.at("/Resources/SubscriptionErrorsAlarm/Properties/Metrics/0"))
        .put("Expression", "SELECT SUM(DeliveryMistakes) FROM \"AWS/Logs\" WHERE FilterName = 'x'");

    assertThat(problems(monitoring))
        .anySatisfy(found -> assertThat(found).contains("no metric Logferry BulkTime"))
        .anySatisfy(found -> assertThat(found).contains("no metric Logferry EventsSieved"))
        .anySatisfy(found -> assertThat(found).contains("no metric AWS/Logs DeliveryMistakes"));
  }

  private static List<String> broken(String at, String member, String value) {
    ObjectNode monitoring = Templates.nested("stacks/monitoring.yaml");
    breakIt(monitoring, at, member, value);
    return problems(monitoring);
  }

  private static List<String> problems(JsonNode monitoring) {
    return Check.METRICS.problems(
        Deployment.DIRECT.of(
            Templates.expanded(),
            url -> url.endsWith("monitoring.yaml") ? monitoring : Templates.nested(url)));
  }

  private static Arguments fault(
      Check check, String at, String member, String value, String problem) {
    return Arguments.of(check, at, member, value, problem);
  }

  private static String function(String which) {
    return "/Resources/%sFunction/Properties".formatted(which);
  }

  /** An empty value takes the member away. */
  private static void breakIt(ObjectNode template, String at, String member, String value) {
    ObjectNode object = (ObjectNode) template.at(at);
    if (value.isEmpty()) {
      assertThat(object.has(member)).as(member).isTrue();
      object.remove(member);
    } else {
      object.set(member, JsonMapper.shared().readTree(value));
    }
  }
}
