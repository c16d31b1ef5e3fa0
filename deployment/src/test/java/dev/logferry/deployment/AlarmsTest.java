package dev.logferry.deployment;

import static dev.logferry.deployment.alarm.Series.NO_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.deployment.alarm.AlarmEvaluation;
import dev.logferry.deployment.alarm.AlarmState;
import dev.logferry.deployment.alarm.Metrics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each alarm, evaluated on series that must trigger it and on series that must not. */
class AlarmsTest {

  private static final String FORWARD = "logferry-forward";
  private static final String STREAM = "logferry-forward-kinesis";
  private static final String OBJECTS = "logferry-forward-objects";
  private static final String REDRIVE = "logferry-redrive";
  private static final String FILTER = "logferry-forwarder";
  private static final String ACCOUNT = "AccountPolicy";
  private static final String BALANCER = "LoadBalancer-LoadBalancerFullName";
  private static final String GROUP = "TargetGroup-TargetGroupFullName";

  private static final Stack PIPELINE = Deployment.FIREHOSE.of(Templates.expanded());
  private static final Stack WHOLE_ACCOUNT = Deployment.ACCOUNT.of(Templates.expanded());
  private static final Stack API = ApiTemplateTest.stack();

  /**
   * @param alarm the last part of its name
   * @param state that it has to have
   */
  record Example(Stack stack, String alarm, AlarmState state, Metrics metrics) {
    @Override
    public String toString() {
      return "%s is %s for %s".formatted(alarm, state, metrics);
    }
  }

  static Stream<Example> examples() {
    return Stream.of(delivery(), subscriptions(), outcomes(), redrive(), buffered(), api())
        .flatMap(List::stream);
  }

  private static List<Example> delivery() {
    return List.of(
        alarm("forwarder-errors", metrics().with("Errors", FORWARD, 3)),
        quiet("forwarder-errors", metrics().with("Errors", FORWARD, 3, 2)),
        // It starts with wrong settings: invocations, and never a report.
        alarm("forwarder-silent", metrics().with("Invocations", FORWARD, 4, NO_DATA, 3)),
        alarm(
            "forwarder-silent",
            metrics()
                .with("Invocations", FORWARD, 5, 5, NO_DATA, NO_DATA, 5)
                .with("FailedInvocations", FORWARD, 5, NO_DATA, NO_DATA, NO_DATA, NO_DATA)),
        quiet(
            "forwarder-silent",
            metrics()
                .with("Invocations", FORWARD, 5, 5, NO_DATA, 1, 5)
                .with("FailedInvocations", FORWARD, 5, 4, NO_DATA, NO_DATA, 3)),
        alarm("async-events-dropped", metrics().with("AsyncEventsDropped", FORWARD, 1)),
        quiet("async-events-dropped", metrics().with("AsyncEventsDropped", FORWARD, 1, 0)),
        alarm("destination-failures", metrics().with("DestinationDeliveryFailures", FORWARD, 1)),
        quiet("destination-failures", metrics().with("DestinationDeliveryFailures", STREAM, 1)),
        alarm("async-event-age", metrics().with("AsyncEventAge", FORWARD, 9e5 + 1, 1e6, 1e6)),
        quiet("async-event-age", metrics().with("AsyncEventAge", FORWARD, 1e6, 8e5, 1e6)),
        alarm("lag", metrics().with("OldestEventLag", STREAM, 601_000, NO_DATA, 601_000)),
        alarm(
            "lag",
            metrics()
                .with("OldestEventLag", FORWARD, 1, 1, 1, 1)
                .with("OldestEventLag", OBJECTS, 700_000, NO_DATA, NO_DATA, 700_000)),
        quiet("lag", metrics().with("OldestEventLag", FORWARD, 601_000, 599_000, 599_000)),
        quiet("lag", metrics().with("OldestEventLag", REDRIVE, 9e9, 9e9, 9e9)),
        alarm("certificate-expiry", metrics().with("CertificateDaysLeft", REDRIVE, 20)),
        quiet("certificate-expiry", metrics().with("CertificateDaysLeft", REDRIVE, 20, 21)));
  }

  private static List<Example> subscriptions() {
    return List.of(
        alarm("subscription-errors", metrics().with("DeliveryErrors", FILTER, 1)),
        quiet("subscription-errors", metrics().with("DeliveryErrors", "theirs", 1)),
        inAccount("subscription-errors", metrics().with("DeliveryErrors", ACCOUNT, 1)),
        alarm("subscription-throttling", metrics().with("DeliveryThrottling", FILTER, 1, 1, 1)),
        quiet("subscription-throttling", metrics().with("DeliveryThrottling", FILTER, 1, 0, 1)),
        inAccount(
            "subscription-throttling", metrics().with("DeliveryThrottling", ACCOUNT, 1, 1, 1)),
        // Nothing has ever been received.
        alarm("events-missing", metrics().with("ForwardedLogEvents", FILTER, 10, 10)),
        inAccount("events-missing", metrics().with("ForwardedLogEvents", ACCOUNT, 10, 10)),
        alarm(
            "events-missing",
            metrics()
                .with("ForwardedLogEvents", FILTER, 1000, 1000, 1000)
                .with("EventsReceived", STREAM, 1000, 500, 400)
                .with("EventsReceived", OBJECTS, NO_DATA, 300, 400)),
        // What is forwarded at the end of a period is received in the next.
        quiet(
            "events-missing",
            metrics()
                .with("ForwardedLogEvents", FILTER, 1000, 1200, 900, 1500)
                .with("EventsReceived", FORWARD, 980, 1150, 950, 1440)),
        quiet(
            "events-missing",
            metrics()
                .with("ForwardedLogEvents", FILTER, NO_DATA, 3, NO_DATA, 2)
                .with("EventsReceived", FORWARD, NO_DATA, NO_DATA, 3, NO_DATA)),
        // Events that come again are received more often than they were forwarded.
        quiet(
            "events-missing",
            metrics()
                .with("ForwardedLogEvents", FILTER, 10, 10)
                .with("EventsReceived", FORWARD, 30, 30)));
  }

  private static List<Example> outcomes() {
    return List.of(
        alarm("dead-letters", metrics().with("EventsDeadLettered", REDRIVE, 1)),
        alarm(
            "dead-letters",
            metrics()
                .with("EventsDeadLettered", FORWARD, 5, NO_DATA)
                .with("EventsDeadLettered", OBJECTS, NO_DATA, 1)),
        quiet("dead-letters", metrics().with("EventsDeadLettered", FORWARD, 5, NO_DATA)),
        alarm("degraded", metrics().with("EventsDegraded", STREAM, 1)),
        quiet("degraded", metrics().with("EventsDegraded", STREAM, 1, NO_DATA)),
        alarm("failure-stored", metrics().with("EventsFailureStored", FORWARD, 1)),
        quiet("failure-stored", metrics().with("EventsFailureStored", FORWARD, 1, NO_DATA)),
        alarm("loop-guarded", metrics().with("EventsLoopGuarded", OBJECTS, 1)),
        quiet("loop-guarded", metrics().with("EventsFiltered", OBJECTS, 1)),
        alarm("events-unaccounted", metrics().with("EventsUnaccounted", FORWARD, 1)),
        alarm("events-unaccounted", metrics().with("EventsUnaccounted", STREAM, 1)),
        alarm("events-unaccounted", metrics().with("EventsUnaccounted", OBJECTS, 1)),
        quiet(
            "events-unaccounted",
            metrics().with("EventsReceived", FORWARD, 7).with("EventsIndexed", FORWARD, 5)));
  }

  private static List<Example> redrive() {
    return List.of(
        alarm("redrive-stuck", metrics().with("OldestUndeliveredAge", REDRIVE, 3601, 4500)),
        quiet("redrive-stuck", metrics().with("OldestUndeliveredAge", REDRIVE, 3601, 3600)),
        // It ran, and runs no more.
        example(
            "redrive-stuck",
            AlarmState.INSUFFICIENT_DATA,
            metrics().with("OldestUndeliveredAge", REDRIVE, 0, 0, NO_DATA, NO_DATA)),
        alarm("redrive-errors", metrics().with("Errors", REDRIVE, 1, 1)),
        quiet("redrive-errors", metrics().with("Errors", REDRIVE, 1, 0)));
  }

  private static List<Example> buffered() {
    return List.of(
        alarm("iterator-age", metrics().with("IteratorAge", STREAM, 600_001, 600_001)),
        quiet("iterator-age", metrics().with("IteratorAge", STREAM, 600_001, 0)),
        alarm("kinesis-errors", metrics().with("Errors", STREAM, 3)),
        quiet("kinesis-errors", metrics().with("Errors", STREAM, 2)),
        // An outage: attempts of two minutes, and nothing else.
        alarm("kinesis-failures", metrics().with("FailedInvocations", STREAM, 0, 2, 3, 3)),
        // A 401 on a quiet stream: a batch now and then, whose attempts end at once.
        alarm(
            "kinesis-failures",
            metrics()
                .with("FailedInvocations", STREAM, 61, NO_DATA, NO_DATA, 61, NO_DATA, NO_DATA, 61)),
        // An attempt of each of twenty shards fails as one period ends and the next begins.
        quiet("kinesis-failures", metrics().with("FailedInvocations", STREAM, 0, 8, 12, 0)),
        quiet(
            "kinesis-failures",
            metrics().with("FailedInvocations", STREAM, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        quiet("kinesis-failures", metrics().with("FailedInvocations", OBJECTS, 3, 3, 3)),
        alarm(
            "kinesis-destination-failures",
            metrics().with("DestinationDeliveryFailures", STREAM, 1)),
        quiet(
            "kinesis-destination-failures",
            metrics().with("DestinationDeliveryFailures", FORWARD, 1)),
        alarm("object-errors", metrics().with("Errors", OBJECTS, 3)),
        quiet("object-errors", metrics().with("Errors", OBJECTS, 2)),
        alarm("object-failures", metrics().with("FailedInvocations", OBJECTS, 1)),
        quiet("object-failures", metrics().with("FailedInvocations", OBJECTS, 1, 0)),
        alarm(
            "firehose-freshness",
            metrics().with("DeliveryToS3.DataFreshness", "logferry-events", 1801, 1900, 2000)),
        quiet(
            "firehose-freshness",
            metrics().with("DeliveryToS3.DataFreshness", "logferry-events", 1801, 60, 2000)),
        alarm(
            "object-queue-age",
            metrics()
                .with("ApproximateAgeOfOldestMessage", "logferry-objectqueue", 1501, 1501, 1501)),
        quiet(
            "object-queue-age",
            metrics().with("ApproximateAgeOfOldestMessage", "logferry-objectqueue", 1501, 0, 1501)),
        alarm(
            "object-dead-letters",
            metrics()
                .with("ApproximateNumberOfMessagesVisible", "logferry-objectdeadletterqueue", 1)),
        quiet(
            "object-dead-letters",
            metrics().with("ApproximateNumberOfMessagesVisible", "logferry-objectqueue", 1)));
  }

  private static List<Example> api() {
    return List.of(
        // The load balancer itself has never failed, so there is no series of its failures.
        apiAlarm(
            "failures",
            metrics()
                .with("RequestCount", BALANCER, 100, 100, 100)
                .with("HTTPCode_Target_5XX_Count", BALANCER, 2, NO_DATA, 2)),
        // No task: there are no requests to targets.
        apiAlarm("failures", metrics().with("HTTPCode_ELB_5XX_Count", BALANCER, NO_DATA, 5, 5)),
        apiQuiet(
            "failures",
            metrics()
                .with("RequestCount", BALANCER, 100, 100, 100)
                .with("HTTPCode_Target_5XX_Count", BALANCER, 1, 1, 2)),
        apiAlarm("latency", metrics().with("TargetResponseTime", BALANCER, 1.1, 1.1, 1.1)),
        apiQuiet("latency", metrics().with("TargetResponseTime", BALANCER, 1.1, 0.9, 1.1)),
        apiAlarm("unhealthy", metrics().with("UnHealthyHostCount", GROUP, 1, 0, 1, 0, 1)),
        apiQuiet("unhealthy", metrics().with("UnHealthyHostCount", GROUP, 1, 0, 1, 0, 0)),
        apiAlarm("tasks", metrics().with("CPUUtilization", "service", 2, 1, 1, 1, 1)),
        apiQuiet("tasks", metrics().with("CPUUtilization", "service", 1, 1, 1, 2, 2)),
        new Example(
            API,
            "tasks",
            AlarmState.INSUFFICIENT_DATA,
            metrics()
                .with("CPUUtilization", "service", 2, NO_DATA, NO_DATA, NO_DATA, NO_DATA, NO_DATA)),
        apiAlarm("rankings", metrics().with("TargetErrorCount", "schedules-id", 1)),
        apiAlarm("rankings", metrics().with("InvocationDroppedCount", "schedules-id", 1)),
        apiQuiet("rankings", metrics().with("InvocationDroppedCount", "schedules-id", 1, 0)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_alarm_has_the_state_that_the_series_deserve(Example example) {
    JsonNode alarm = alarm(example.stack(), example.alarm());

    assertThat(AlarmEvaluation.state(alarm, example.metrics())).isEqualTo(example.state());
    assertThat(AlarmEvaluation.notifies(alarm, example.state()))
        .isEqualTo(example.state() != AlarmState.OK);
  }

  @Test
  void every_alarm_has_series_that_trigger_it_and_series_that_do_not() {
    for (Stack stack : List.of(PIPELINE, API)) {
      Set<String> alarms =
          stack
              .ofType("AWS::CloudWatch::Alarm")
              .map(alarm -> alarm.text("/AlarmName").substring(Stack.NAME.length() + 1))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(alarms).isNotEmpty();
      assertThat(covered(stack, AlarmState.ALARM)).isEqualTo(alarms);
      assertThat(covered(stack, AlarmState.OK)).isEqualTo(alarms);
    }
  }

  /** No metric has a data point yet; then the redrive runs, and a first task. */
  @Test
  void no_alarm_fires_on_a_first_deployment() {
    Metrics first =
        metrics()
            .with("OldestUndeliveredAge", REDRIVE, 0)
            .with("Invocations", REDRIVE, 1)
            .with("FailedInvocations", REDRIVE, 0)
            .with("CPUUtilization", "service", 1);
    for (Stack stack : List.of(PIPELINE, WHOLE_ACCOUNT, API)) {
      stack
          .ofType("AWS::CloudWatch::Alarm")
          .forEach(
              alarm -> {
                AlarmState unknown = AlarmEvaluation.state(alarm.properties(), metrics());
                assertThat(unknown).as(alarm.id()).isNotEqualTo(AlarmState.ALARM);
                // Created in this state, so there is no change that would notify anybody.
                if (AlarmEvaluation.notifies(alarm.properties(), unknown)) {
                  assertThat(unknown).as(alarm.id()).isEqualTo(AlarmState.INSUFFICIENT_DATA);
                }
                assertThat(AlarmEvaluation.state(alarm.properties(), first))
                    .as(alarm.id())
                    .isNotEqualTo(AlarmState.ALARM);
              });
    }
  }

  private static Set<String> covered(Stack stack, AlarmState state) {
    return examples()
        .filter(example -> example.stack() == stack && example.state() == state)
        .map(Example::alarm)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode alarm(Stack stack, String name) {
    return stack
        .ofType("AWS::CloudWatch::Alarm")
        .filter(alarm -> alarm.text("/AlarmName").equals(Stack.NAME + "-" + name))
        .findFirst()
        .orElseThrow()
        .properties();
  }

  private static Metrics metrics() {
    return new Metrics();
  }

  private static Example alarm(String name, Metrics metrics) {
    return example(name, AlarmState.ALARM, metrics);
  }

  private static Example quiet(String name, Metrics metrics) {
    return example(name, AlarmState.OK, metrics);
  }

  private static Example example(String name, AlarmState state, Metrics metrics) {
    return new Example(PIPELINE, name, state, metrics);
  }

  private static Example inAccount(String name, Metrics metrics) {
    return new Example(WHOLE_ACCOUNT, name, AlarmState.ALARM, metrics);
  }

  private static Example apiAlarm(String name, Metrics metrics) {
    return new Example(API, name, AlarmState.ALARM, metrics);
  }

  private static Example apiQuiet(String name, Metrics metrics) {
    return new Example(API, name, AlarmState.OK, metrics);
  }
}
