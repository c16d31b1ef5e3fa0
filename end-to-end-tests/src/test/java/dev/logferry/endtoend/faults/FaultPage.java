package dev.logferry.endtoend.faults;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The page that shows the table. */
final class FaultPage {

  /** Differs from run to run, and so is not compared. */
  private static final Pattern MEASURED =
      Pattern.compile("\\| \\d+\\.\\d\\d s(, \\d+ requests)? \\|");

  private FaultPage() {}

  /** A row of the table. */
  record Row(Fault fault, FaultRun.Seen seen) {}

  static String of(List<Row> asThePeers, List<Row> ours) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n## The faults that the peers were measured with\n\n");
    page.append("| Fault | Requests | Stored | Sent again | Waits in | Took | Blueprint | ESF |\n");
    page.append("|---|---|---|---|---|---|---|---|\n");
    for (Row row : asThePeers) {
      Fault fault = row.fault();
      page.append(ours(row)).append(" %s | %s |\n".formatted(fault.blueprint(), fault.forwarder()));
    }
    page.append("\n## More faults\n\n");
    page.append("| Fault | Requests | Stored | Sent again | Waits in | Took |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Row row : ours) {
      page.append(ours(row)).append('\n');
    }
    return page.toString();
  }

  /** The page without what no two runs have in common. */
  static String comparable(String page) {
    return MEASURED.matcher(page).replaceAll("| |");
  }

  private static String ours(Row row) {
    Result promised = row.fault().promised();
    FaultRun.Seen seen = row.seen();
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            row.fault().name(),
            requests(promised),
            stored(promised),
            promised.sentAgain().text(),
            waits(promised),
            took(promised, seen));
  }

  private static String requests(Result result) {
    String count =
        result.requests().isPresent()
            ? String.valueOf(result.requests().getAsInt())
            : "as many as fit";
    return result.invocations() == 1 ? count : count + ", in 3 invocations";
  }

  private static String stored(Result result) {
    return result.kept().equals(Kept.NOTHING)
        ? String.valueOf(result.stored())
        : "%d → %d".formatted(result.stored(), result.storedFinally());
  }

  private static String waits(Result result) {
    return result.keptFinally().equals(Kept.NOTHING)
        ? result.kept().text()
        : result.kept().text() + " → " + result.keptFinally().text();
  }

  private static String took(Result promised, FaultRun.Seen seen) {
    String seconds = String.format(Locale.ROOT, "%.2f s", seen.time().toMillis() / 1000.0);
    return promised.requests().isPresent()
        ? seconds
        : "%s, %d requests".formatted(seconds, seen.requests());
  }

  private static final String INTRODUCTION =
      """
      # What each fault costs

      One payload of 100 log events meets a server that misbehaves. The forwarder runs in the real Lambda runtime client, invoked
      asynchronously as by CloudWatch Logs: Lambda retries twice, then writes a record to the on-failure bucket. If anything is left in a
      bucket, the server is repaired and the redrive runs; an arrow separates the state before from the state after. Elasticsearch is a
      scripted server here, the buckets are in a local S3. `FaultTableIT` asserts every row and compares this page with it. To regenerate
      the page:

      ```sh
      ./mvnw -q verify -pl end-to-end-tests -am -Dtest=none -Dit.test=FaultTableIT -Dlogferry.faults.write=true \\
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
      ```

      - **Requests**: bulk requests that arrived before the redrive, in one invocation unless the row says otherwise.
      - **Stored**: distinct events, of 100. Like Elasticsearch, the server answers 409 to the `create` of an id that it has, so nothing is
        stored twice. At any time, every event is stored or in a bucket.
      - **Sent again**: documents that were sent although they were stored. `no answer`: the forwarder could not know it. `redelivered`: the
        payload came again, from its sender or from Lambda, which retries whole payloads. An invocation never resends what it knows to be
        stored, nor does the redrive, which checks for existing ids.
      - **Took**: until Lambda was done, on a busy machine; the only column that is not asserted. Waits are shorter than in production:
        20 to 500 ms between attempts, 3 s for a request, 3 s for the attempts of an invocation, and 10 and 20 ms instead of one and two
        minutes before Lambda's retries.

      The peers were measured in the same way on 2026-11-22, with two retries and without an on-failure bucket (which would keep the
      payloads that fail three times): the AWS console's blueprint `LogsToElasticsearch` (v1.1.2, Node 20) and Elastic's serverless
      forwarder (ESF 1.21.3, Python 3.11) with its replay queue. Both use the action `index` with ids from the event, so a document that is
      sent again overwrites the first.
      """;
}
