package dev.logferry.forwarder.document.origin;

import dev.logferry.forwarder.decode.AwsSource;
import dev.logferry.forwarder.decode.EventIds;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.decode.WellFormed;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.fields.ForwarderFields;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.json.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields that say where the events of one log stream came from, prepared once for all of them.
 * Most are the forwarder's to say: a line that fills one itself finds its value in {@code
 * logferry.displaced}.
 *
 * @see <a href="https://www.elastic.co/docs/reference/integrations/aws/cloudwatch">Field names of
 *     Elastic's CloudWatch integration</a>
 */
public final class OriginFields {

  /** The version of ECS that the names of the fields were taken from. */
  private static final Utf8 ECS_VERSION = Utf8.of("8.11.0");

  private static final FieldPath EVENT_ID = FieldPath.of("event.id");
  private static final FieldPath EVENT_DATASET = FieldPath.of("event.dataset");
  private static final FieldPath CLOUDWATCH_ID = FieldPath.of("aws.cloudwatch.event_id");
  private static final FieldPath INGESTION_TIME = FieldPath.of("aws.cloudwatch.ingestion_time");
  private static final FieldPath VERSION = FieldPath.of("ecs.version");

  /** A field and the text that stands there. */
  private record Value(FieldPath field, Utf8 text, String source) {}

  private final Origin origin;
  private final AwsSource source;
  private final Routes.Decision decision;
  private final Utf8 dataset;
  private final boolean repaired;
  private final List<Value> claimed = new ArrayList<>();
  private final List<Value> known = new ArrayList<>();
  private final Moment ingestion = new Moment();

  /**
   * @param region the AWS region that the forwarder runs in; empty if unknown
   */
  public OriginFields(Origin origin, AwsSource source, Routes.Decision decision, String region) {
    this.origin = origin;
    this.source = source;
    this.decision = decision;
    this.repaired = !WellFormed.is(origin.owner() + origin.logGroup() + origin.logStream());
    DataStream stream = decision.dataStream();
    this.dataset = Utf8.of(stream.dataset());
    claim("data_stream.type", "logs", "the route");
    claim("data_stream.dataset", stream.dataset(), "the route");
    claim("data_stream.namespace", stream.namespace(), "the route");
    claim("cloud.provider", "aws", "CloudWatch");
    claim("cloud.region", source.region().isEmpty() ? region : source.region(), "CloudWatch");
    claim(
        "cloud.account.id",
        source.accountId().isEmpty() ? origin.owner() : source.accountId(),
        "CloudWatch");
    claim("aws.cloudwatch.log_group", origin.logGroup(), "CloudWatch");
    claim("aws.cloudwatch.log_stream", origin.logStream(), "CloudWatch");
    claim("log.file.path", origin.logGroup() + "/" + origin.logStream(), "CloudWatch");
    OriginNames names = OriginNames.of(origin);
    boolean routed = !decision.service().isEmpty();
    know(
        "service.name",
        routed ? decision.service() : names.service(),
        routed ? "the route" : "the log group");
    for (Map.Entry<String, String> field : names.fields().entrySet()) {
      know(field.getKey(), field.getValue(), "the names of log group and log stream");
    }
  }

  private void claim(String field, String value, String from) {
    if (!value.isEmpty()) {
      claimed.add(new Value(FieldPath.of(field), utf8(value), from));
    }
  }

  private void know(String field, String value, String from) {
    known.add(new Value(FieldPath.of(field), utf8(value), from));
  }

  private static Utf8 utf8(String value) {
    return Utf8.of(WellFormed.text(value));
  }

  /** Whether these are the fields of an event from there. */
  public boolean isFor(Origin other, AwsSource otherSource) {
    return origin.equals(other) && source.equals(otherSource);
  }

  /** Where the events go, and what their lines do not say. */
  public Routes.Decision decision() {
    return decision;
  }

  /** Adds the fields to those of a line. */
  public void addTo(
      DocumentFields fields, LogEvent event, String documentId, Explanation explanation) {
    if (repaired) {
      fields.notes().guarded(Guard.SURROGATE);
    }
    ForwarderFields ours = new ForwarderFields(fields);
    ours.reserveNames();
    ours.claim(EVENT_ID, event.id().isEmpty() ? Utf8.of(documentId) : event.id());
    ours.replace(EVENT_DATASET, dataset); // which the libraries of ecs-logging always write
    for (int i = 0; i < claimed.size(); i++) {
      Value value = claimed.get(i);
      ours.claim(value.field(), value.text());
      explanation.filled(value.field(), value.source());
    }
    if (!event.id().isEmpty()) {
      ours.claim(CLOUDWATCH_ID, event.id());
    }
    long ingestionMillis = EventIds.ingestionMillis(event.id(), event.timestamp());
    if (ingestionMillis >= 0 && ingestion.setMillis(ingestionMillis)) {
      int field = ours.claimed(INGESTION_TIME);
      fields.set(field, ingestion);
    }
    if (!VERSION.isFilled(fields.tree())) {
      ours.claim(VERSION, ECS_VERSION);
    }
    ours.addTag();
    for (int i = 0; i < known.size(); i++) {
      Value value = known.get(i);
      if (fields.fill(value.field(), value.text())) {
        explanation.filled(value.field(), value.source());
      }
    }
  }
}
