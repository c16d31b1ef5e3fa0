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
import dev.logferry.forwarder.document.fields.FieldName;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.fields.ForwarderFields;
import dev.logferry.forwarder.document.fields.KnownObject;
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

  // Log streams come and go, so what is made for each is what differs between them.
  private static final FieldName DATA_STREAM = FieldName.of("data_stream");
  private static final FieldPath TYPE = FieldPath.of("data_stream.type");
  private static final FieldPath DATASET = FieldPath.of("data_stream.dataset");
  private static final FieldPath NAMESPACE = FieldPath.of("data_stream.namespace");
  private static final FieldName CLOUD = FieldName.of("cloud");
  private static final FieldPath PROVIDER = FieldPath.of("cloud.provider");
  private static final FieldPath REGION = FieldPath.of("cloud.region");
  private static final FieldPath ACCOUNT = FieldPath.of("cloud.account.id");
  private static final FieldName AWS = FieldName.of("aws");
  private static final FieldPath LOG_GROUP = FieldPath.of("aws.cloudwatch.log_group");
  private static final FieldPath LOG_STREAM = FieldPath.of("aws.cloudwatch.log_stream");
  private static final FieldName LOG = FieldName.of("log");
  private static final FieldPath FILE = FieldPath.of("log.file.path");
  private static final FieldPath EVENT_ID = FieldPath.of("event.id");
  private static final FieldPath EVENT_DATASET = FieldPath.of("event.dataset");
  private static final FieldPath CLOUDWATCH_ID = FieldPath.of("aws.cloudwatch.event_id");
  private static final FieldPath INGESTION_TIME = FieldPath.of("aws.cloudwatch.ingestion_time");
  private static final FieldPath VERSION = FieldPath.of("ecs.version");

  /** A field that the names of log group and stream say, unless the line does. */
  private record Known(FieldPath field, Utf8 text, String source) {}

  private final Origin origin;
  private final AwsSource source;
  private final Routes.Decision decision;
  private final boolean repaired;
  private final Utf8 dataset;
  private final KnownObject dataStream;
  private final KnownObject cloud;
  private final KnownObject aws;
  private final KnownObject log;
  private final List<Known> known = new ArrayList<>();
  private final Moment ingestion = new Moment();

  /**
   * Prepares the fields.
   *
   * @param region the AWS region that the forwarder runs in; empty if unknown
   */
  public OriginFields(Origin origin, AwsSource source, Routes.Decision decision, String region) {
    this.origin = origin;
    this.source = source;
    this.decision = decision;
    this.repaired = !WellFormed.is(origin.owner() + origin.logGroup() + origin.logStream());
    DataStream stream = decision.dataStream();
    this.dataset = Utf8.of(stream.dataset());
    this.dataStream =
        new KnownObject(DATA_STREAM)
            .with(TYPE, Utf8.of("logs"))
            .with(DATASET, dataset)
            .with(NAMESPACE, Utf8.of(stream.namespace()));
    this.cloud =
        new KnownObject(CLOUD)
            .with(PROVIDER, Utf8.of("aws"))
            .with(REGION, utf8(source.region().isEmpty() ? region : source.region()))
            .with(ACCOUNT, utf8(source.accountId(), origin.owner()));
    this.aws =
        new KnownObject(AWS)
            .with(LOG_GROUP, utf8(origin.logGroup()))
            .with(LOG_STREAM, utf8(origin.logStream()));
    this.log = new KnownObject(LOG).with(FILE, utf8(origin.logGroup() + "/" + origin.logStream()));
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

  private void know(String field, String value, String from) {
    known.add(new Known(FieldPath.of(field), utf8(value), from));
  }

  private static Utf8 utf8(String value, String otherwise) {
    return utf8(value.isEmpty() ? otherwise : value);
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
    ForwarderFields ours = fields.ofForwarder();
    ours.reserveNames();
    ours.claim(EVENT_ID, event.id().isEmpty() ? Utf8.of(documentId) : event.id());
    ours.replace(EVENT_DATASET, dataset); // which the libraries of ecs-logging always write
    ours.claimWhole(dataStream);
    ours.claimWhole(cloud);
    ours.claim(aws);
    if (!event.id().isEmpty()) {
      ours.claim(CLOUDWATCH_ID, event.id());
    }
    long millis = EventIds.ingestionMillis(event.id(), event.timestamp());
    if (millis >= 0 && ingestion.setMillis(millis)) {
      fields.set(ours.claimed(INGESTION_TIME), ingestion);
    }
    ours.claim(log);
    if (!VERSION.isFilled(fields.tree())) {
      ours.claim(VERSION, ECS_VERSION);
    }
    ours.addTag();
    for (int i = 0; i < known.size(); i++) {
      Known each = known.get(i);
      if (fields.fill(each.field(), each.text())) {
        explanation.filled(each.field(), each.source());
      }
    }
    explain(explanation);
  }

  private void explain(Explanation explanation) {
    if (explanation.isWanted()) {
      for (FieldPath field : List.of(EVENT_ID, FILE, CLOUDWATCH_ID, INGESTION_TIME)) {
        explanation.filled(field, "CloudWatch");
      }
      explanation.filled(EVENT_DATASET, "the route");
      explain(explanation, dataStream, "the route");
      explain(explanation, cloud, "CloudWatch");
      explain(explanation, aws, "CloudWatch");
    }
  }

  private static void explain(Explanation explanation, KnownObject object, String source) {
    for (FieldPath field : object.fields()) {
      explanation.filled(field, source);
    }
  }
}
