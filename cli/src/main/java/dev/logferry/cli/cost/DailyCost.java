package dev.logferry.cli.cost;

/**
 * What a day costs on AWS, in US dollars, by the formulas of {@code docs/figures.py}; a test
 * compares the two. Prices are those of us-east-1; docs/OPERATIONS.md, "Costs", lists them with
 * their sources.
 *
 * @param ingestion for CloudWatch to take the lines, forwarded or not
 * @param lambda the function's own work
 * @param ownLog for CloudWatch to take the function's own log
 * @param directConnect for the way to the data centre
 * @param fixed alarms, metrics, dashboard, secrets and the scheduled redrive
 * @param kinesis what a stream between CloudWatch and the function adds
 * @param firehose what Firehose and S3 between them add
 */
record DailyCost(
    double ingestion,
    double lambda,
    double ownLog,
    double directConnect,
    double fixed,
    double kinesis,
    double firehose) {

  private static final double CPU_SECONDS_PER_INVOCATION = 0.6e-3;
  private static final double CPU_SECONDS_PER_EVENT = 35e-6;
  private static final double WIRE_BYTES_PER_EVENT = 150;
  private static final double PAYLOAD_BYTES_PER_EVENT = 115;
  private static final double OWN_LOG_BYTES = 1_300 + 700;
  private static final double ROUND_TRIP_SECONDS = 0.050;
  private static final double EVENT_OVERHEAD_BYTES = 26;

  private static final double MEMORY_GIGABYTES = 0.5;
  private static final double CORE_SHARE = 512.0 / 1769;
  private static final double METRICS = 9 + 5;
  private static final double ALARM_METRICS = 34;
  private static final double SECRETS = 2;
  private static final double REDRIVES = 288;

  private static final double LOG_GB = 0.50;
  private static final double LAMBDA_GB_SECOND = 0.0000133334;
  private static final double LAMBDA_REQUEST = 0.20e-6;
  private static final double METRIC_MONTH = 0.30;
  private static final double ALARM_METRIC_MONTH = 0.10;
  private static final double DASHBOARD_MONTH = 3.00;
  private static final double SECRET_MONTH = 0.40;
  private static final double DIRECT_CONNECT_GB = 0.02;
  private static final double STREAM_HOUR = 0.04;
  private static final double STREAM_GB = 0.08 + 0.04;
  private static final double FIREHOSE_GB = 0.029;
  private static final double PUT = 0.005e-3;
  private static final double GET = 0.0004e-3;
  private static final double STORAGE_GB_MONTH = 0.023;
  private static final double QUEUE_REQUEST = 0.40e-6;

  private static final double GIGA = 1e9;
  private static final double MINUTES_A_DAY = 1440;
  private static final double MONTH_DAYS = 30;

  /**
   * Computes it.
   *
   * @param taken events a day that CloudWatch takes
   * @param forwarded those of them that the subscription's pattern lets through
   * @param lineBytes of an event
   * @param each events in a payload
   */
  static DailyCost of(double taken, double forwarded, double lineBytes, double each) {
    double payloads = forwarded / each;
    double cpuSeconds = CPU_SECONDS_PER_INVOCATION + each * CPU_SECONDS_PER_EVENT;
    double seconds = ROUND_TRIP_SECONDS + cpuSeconds / CORE_SHARE;
    return new DailyCost(
        taken * (lineBytes + EVENT_OVERHEAD_BYTES) / GIGA * LOG_GB,
        payloads * (seconds * MEMORY_GIGABYTES * LAMBDA_GB_SECOND + LAMBDA_REQUEST),
        payloads * OWN_LOG_BYTES / GIGA * LOG_GB,
        forwarded * WIRE_BYTES_PER_EVENT / GIGA * DIRECT_CONNECT_GB,
        fixedPart(),
        24 * STREAM_HOUR
            + payloads * Math.ceil(each * PAYLOAD_BYTES_PER_EVENT / 1024) * 1024 / GIGA * STREAM_GB,
        firehose(forwarded, payloads, each));
  }

  private static double fixedPart() {
    double month =
        METRICS * METRIC_MONTH
            + ALARM_METRICS * ALARM_METRIC_MONTH
            + DASHBOARD_MONTH
            + SECRETS * SECRET_MONTH;
    double redrive = LAMBDA_GB_SECOND + LAMBDA_REQUEST + 2 * PUT + 2_000 / GIGA * LOG_GB;
    return month / MONTH_DAYS + REDRIVES * redrive;
  }

  /** Firehose charges records in steps of 5 kB, and writes an object a minute or 16 MB. */
  private static double firehose(double forwarded, double payloads, double each) {
    double charged = payloads * Math.ceil(each * PAYLOAD_BYTES_PER_EVENT / 5120) * 5 * 1024 / GIGA;
    double gigabytes = forwarded * PAYLOAD_BYTES_PER_EVENT / GIGA;
    double objects = Math.min(payloads, Math.max(MINUTES_A_DAY, gigabytes * 1000 / 16));
    return charged * FIREHOSE_GB
        + objects * (PUT + GET + 3 * QUEUE_REQUEST)
        + gigabytes * STORAGE_GB_MONTH;
  }

  /** Forwarding through a subscription that invokes the function. */
  double direct() {
    return lambda + ownLog + directConnect + fixed;
  }

  /** Forwarding through a Kinesis stream. */
  double throughKinesis() {
    return direct() + kinesis;
  }

  /** Forwarding through Firehose and S3. */
  double throughFirehose() {
    return direct() + firehose;
  }

  /** How many events CloudWatch puts into a payload: few when it is quiet. Estimated. */
  static double eventsInPayload(double eventsADay) {
    if (eventsADay >= 1e9) {
      return 500;
    }
    if (eventsADay >= 1e8) {
      return 200;
    }
    if (eventsADay >= 1e7) {
      return 50;
    }
    return eventsADay >= 1e6 ? 10 : eventsADay >= 1e4 ? 2 : 1;
  }
}
