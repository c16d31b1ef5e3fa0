package dev.logferry.forwarder.report;

/**
 * Every metric that the forwarder can emit. Nothing else is ever named in a metric line, so alarms
 * and dashboards can be held to this list; {@code docs/METRICS.md} is made of it.
 */
public enum Metric {
  EVENTS_RECEIVED(
      "EventsReceived",
      Unit.COUNT,
      Emission.ALWAYS,
      "Log events read, which is the sum of the next seven. A part of a payload that cannot be read counts as one."),
  EVENTS_INDEXED(
      "EventsIndexed", Unit.COUNT, Emission.ALWAYS, "Stored by Elasticsearch, first time."),
  EVENTS_DUPLICATE(
      "EventsDuplicate",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Stored already, by an earlier delivery. Grows when invocations are retried."),
  EVENTS_FILTERED(
      "EventsFiltered",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Left out by a rule that the operator wrote, or by the loop guard."),
  EVENTS_DEGRADED(
      "EventsDegraded",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Stored, with what Elasticsearch rejected set aside."),
  EVENTS_FAILURE_STORED(
      "EventsFailureStored",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Taken by Elasticsearch's failure store."),
  EVENTS_DEAD_LETTERED(
      "EventsDeadLettered", Unit.COUNT, Emission.UNLESS_ZERO, "Kept as dead letters in S3."),
  EVENTS_RETRYABLE(
      "EventsRetryable",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of those dead-lettered: rejected for the state of an index or the configuration of the cluster. The scheduled redrive brings them in once that is corrected; the log names the remedy."),
  EVENTS_RETURNED(
      "EventsReturned",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Handed back: they come again, or end in the on-failure bucket."),
  EVENTS_UNACCOUNTED(
      "EventsUnaccounted",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Events of a failed invocation that ended in none of these counts, or in several: a bug. Lambda keeps the payload."),
  EVENTS_LOOP_GUARDED(
      "EventsLoopGuarded",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of those filtered: events of the forwarder's own log group. A subscription is wrong."),
  FAILURE_STORE_FAILED(
      "FailureStoreFailed",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Rejected documents that the failure store could not take either."),
  FAILURE_STORE_NOT_ENABLED(
      "FailureStoreNotEnabled",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Rejected documents that a failure store would have taken."),
  ERROR_GROUPS_CREATED(
      "ErrorGroupsCreated",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents of error groups written: the index that they are written to did not have them. They are no log events, and in no count of events."),
  ERROR_GROUPS_KNOWN(
      "ErrorGroupsKnown",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Error groups that Elasticsearch had already, and this instance of the function did not know."),
  ERROR_GROUPS_NOT_WRITTEN(
      "ErrorGroupsNotWritten",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents of error groups that were rejected or got no answer. The next event of the group tries again."),
  OLDEST_EVENT_LAG(
      "OldestEventLag",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "Time of the report less the time of the oldest event received; 0 if that lies in the future. Absent when no event came."),
  LAG_BEFORE_CLOUDWATCH(
      "LagBeforeCloudWatch",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "Of `OldestEventLag`: from the event to its arrival in CloudWatch. Absent when the event's id does not hold its ingestion time."),
  LAG_AFTER_CLOUDWATCH(
      "LagAfterCloudWatch",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "Of `OldestEventLag`: from the event's arrival in CloudWatch to the report. Absent as the one before."),
  BULK_LATENCY(
      "BulkLatency",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "How long each bulk request took until its answer was read: one value a request, of the first hundred of an invocation. Absent when none was answered."),
  BULK_REQUESTS("BulkRequests", Unit.COUNT, Emission.UNLESS_ZERO, "Bulk requests sent."),
  DOCUMENTS_RETRIED(
      "DocumentsRetried",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents sent again within the invocation, counted each time."),
  BYTES_RECEIVED(
      "BytesReceived", Unit.BYTES, Emission.UNLESS_ZERO, "Payloads as they came, compressed."),
  BYTES_SENT("BytesSent", Unit.BYTES, Emission.UNLESS_ZERO, "Bulk bodies before compression."),
  REDACTIONS(
      "Redactions",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "How often redaction rules found something: in all, and for each rule that did under the further dimension `RedactionRule`."),
  CONTROL_MESSAGES(
      "ControlMessages", Unit.COUNT, Emission.ALWAYS, "CloudWatch's probes of the destination."),
  FAILED_INVOCATIONS(
      "FailedInvocations",
      Unit.COUNT,
      Emission.ALWAYS,
      "1 if anything of the invocation has to come again, or a redrive cannot do its work in S3, else 0. In every report, with a summary or without, so its number of samples is the number of reports: the heartbeat."),
  OLDEST_UNDELIVERED_AGE(
      "OldestUndeliveredAge",
      Unit.SECONDS,
      Emission.WITH_REDRIVE,
      "How long the oldest record of a failed invocation has been waiting that is still there after the redrive, 0 if there is none. Absent when the records could not be listed: the age is unknown, and the redrive stuck."),
  OBJECTS_SETTLED(
      "ObjectsSettled",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of a redrive: records and dead letter objects delivered or kept elsewhere in every part, and deleted."),
  OBJECTS_LEFT(
      "ObjectsLeft",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of a redrive: those still there, to be tried again."),
  OBJECTS_TOO_YOUNG(
      "ObjectsTooYoung",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of a redrive: those not looked at yet."),
  OBJECTS_FOREIGN(
      "ObjectsForeign",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of a redrive: objects in its folders that are not Logferry's. They are left alone; the log names them."),
  OBJECTS_MOVED(
      "ObjectsMoved",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Of those settled: those of which something became a malformed dead letter."),
  CERTIFICATE_DAYS_LEFT(
      "CertificateDaysLeft",
      Unit.COUNT,
      Emission.WHEN_KNOWN,
      "Of a redrive: whole days until the first certificate expires of those that the nodes present and of the configured CA; negative when one has. Of several configured CA certificates the one that lasts longest counts. Absent when no certificate was seen.");

  /** A unit that CloudWatch knows. */
  public enum Unit {
    COUNT("Count"),
    SECONDS("Seconds"),
    MILLISECONDS("Milliseconds"),
    BYTES("Bytes");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /**
     * As CloudWatch writes it.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
     */
    public String text() {
      return text;
    }
  }

  /** When a metric is emitted. One that is not is not billed for that hour. */
  public enum Emission {
    ALWAYS("with every summary"),
    UNLESS_ZERO("unless zero"),
    WHEN_KNOWN("when there is a value"),
    WITH_REDRIVE("with every redrive");

    private final String text;

    Emission(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private final String metricName;
  private final Unit unit;
  private final Emission emission;
  private final String meaning;
  private final String definition;

  Metric(String metricName, Unit unit, Emission emission, String meaning) {
    this.metricName = metricName;
    this.unit = unit;
    this.emission = emission;
    this.meaning = meaning;
    this.definition = "{\"Name\":\"" + metricName + "\",\"Unit\":\"" + unit.text() + "\"}";
  }

  /** Its name in CloudWatch. */
  public String metricName() {
    return metricName;
  }

  public Unit unit() {
    return unit;
  }

  public Emission emission() {
    return emission;
  }

  /** What the embedded metric format says of it, as JSON. */
  String definition() {
    return definition;
  }

  /** What it says, in a sentence or two of Markdown. */
  public String meaning() {
    return meaning;
  }
}
