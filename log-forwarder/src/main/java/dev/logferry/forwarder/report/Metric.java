package dev.logferry.forwarder.report;

/**
 * Every metric that the forwarder can emit. Nothing else is ever named in a metric line, so alarms
 * and dashboards can be checked against this list; {@code docs/METRICS.md} is generated from it.
 */
public enum Metric {
  EVENTS_RECEIVED(
      "EventsReceived",
      Unit.COUNT,
      Emission.ALWAYS,
      "Log events read; always the sum of the next seven. A part of a payload that cannot be read counts as one."),
  EVENTS_INDEXED(
      "EventsIndexed", Unit.COUNT, Emission.ALWAYS, "Stored by Elasticsearch for the first time."),
  EVENTS_DUPLICATE(
      "EventsDuplicate",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Already stored by an earlier delivery. Rises when invocations are retried."),
  EVENTS_FILTERED(
      "EventsFiltered",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Left out by one of the operator's rules, or by the loop guard."),
  EVENTS_DEGRADED(
      "EventsDegraded",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Stored without the field that Elasticsearch rejected, or as the fallback document."),
  EVENTS_FAILURE_STORED(
      "EventsFailureStored",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Stored in the failure store of the data stream."),
  EVENTS_DEAD_LETTERED(
      "EventsDeadLettered", Unit.COUNT, Emission.UNLESS_ZERO, "Kept as dead letters in S3."),
  EVENTS_RETRYABLE(
      "EventsRetryable",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Dead-lettered events that were rejected because of an index's state or the cluster's configuration. The log names the remedy; the scheduled redrive delivers them once it is applied."),
  EVENTS_RETURNED(
      "EventsReturned",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "The invocation failed with these: Lambda delivers them again, or puts them into the on-failure bucket."),
  EVENTS_UNACCOUNTED(
      "EventsUnaccounted",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Events of a failed invocation that were counted under no outcome or under several, which is a bug. Lambda keeps the payload."),
  EVENTS_LOOP_GUARDED(
      "EventsLoopGuarded",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Filtered events that came from the forwarder's own log group: a subscription is misconfigured."),
  FAILURE_STORE_FAILED(
      "FailureStoreFailed",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Rejected documents that the failure store rejected as well."),
  FAILURE_STORE_NOT_ENABLED(
      "FailureStoreNotEnabled",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Rejected documents that a failure store would have accepted, if it were enabled."),
  ERROR_GROUPS_CREATED(
      "ErrorGroupsCreated",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents written for new error groups. They are not log events, so no count of events includes them."),
  ERROR_GROUPS_KNOWN(
      "ErrorGroupsKnown",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Error groups that Elasticsearch already had, although they were new to this instance of the function."),
  ERROR_GROUPS_NOT_WRITTEN(
      "ErrorGroupsNotWritten",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents for error groups that were rejected or got no answer. The next event of the group tries again."),
  OLDEST_EVENT_LAG(
      "OldestEventLag",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "Time of the report minus the time of the oldest event received; 0 if that is in the future. Absent if there was no event."),
  LAG_BEFORE_CLOUDWATCH(
      "LagBeforeCloudWatch",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "The part of `OldestEventLag` before the event's arrival in CloudWatch. Absent if the event's id does not contain its ingestion time."),
  LAG_AFTER_CLOUDWATCH(
      "LagAfterCloudWatch",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "The part of `OldestEventLag` after the event's arrival in CloudWatch. Absent in the same case."),
  BULK_LATENCY(
      "BulkLatency",
      Unit.MILLISECONDS,
      Emission.WHEN_KNOWN,
      "Time of each bulk request until its answer was read, for the first hundred requests of an invocation. Absent if none was answered."),
  BULK_REQUESTS("BulkRequests", Unit.COUNT, Emission.UNLESS_ZERO, "Bulk requests sent."),
  DOCUMENTS_RETRIED(
      "DocumentsRetried",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Documents resent within the invocation, counted each time."),
  BYTES_RECEIVED(
      "BytesReceived",
      Unit.BYTES,
      Emission.UNLESS_ZERO,
      "Size of the payloads as received, compressed."),
  BYTES_SENT(
      "BytesSent",
      Unit.BYTES,
      Emission.UNLESS_ZERO,
      "Size of the bulk requests' bodies before compression."),
  REDACTIONS(
      "Redactions",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Matches of redaction rules: the total, and one value per rule with the additional dimension `RedactionRule`."),
  CONTROL_MESSAGES(
      "ControlMessages",
      Unit.COUNT,
      Emission.ALWAYS,
      "CloudWatch's control messages, which check that the destination is reachable."),
  FAILED_INVOCATIONS(
      "FailedInvocations",
      Unit.COUNT,
      Emission.ALWAYS,
      "1 if part of the invocation has to be retried, or a redrive cannot work in S3; otherwise 0. It is in every report, so its sample count is the number of reports: the heartbeat."),
  OLDEST_UNDELIVERED_AGE(
      "OldestUndeliveredAge",
      Unit.SECONDS,
      Emission.WITH_REDRIVE,
      "Age of the oldest record of a failed invocation, or retryable dead letter, that is left after the redrive; 0 if there is none. Absent if the objects could not be listed."),
  OBJECTS_SETTLED(
      "ObjectsSettled",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Objects that a redrive deleted because every part was delivered or kept elsewhere."),
  OBJECTS_LEFT(
      "ObjectsLeft",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Objects that a redrive left for another try."),
  OBJECTS_TOO_YOUNG(
      "ObjectsTooYoung",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Objects that a redrive did not try yet because they are younger than `LOGFERRY_REDRIVE_MINIMUM_AGE`."),
  OBJECTS_FOREIGN(
      "ObjectsForeign",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Objects in a redrive's folders that Logferry did not write. They are left alone; the log names them."),
  OBJECTS_MOVED(
      "ObjectsMoved",
      Unit.COUNT,
      Emission.UNLESS_ZERO,
      "Settled objects of which a part became a malformed dead letter."),
  CERTIFICATE_DAYS_LEFT(
      "CertificateDaysLeft",
      Unit.COUNT,
      Emission.WHEN_KNOWN,
      "Whole days until the first certificate of a node or of the configured CA expires; negative if one has expired. If several CA certificates are configured, the one that is valid longest counts. Absent if no certificate could be read.");

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
