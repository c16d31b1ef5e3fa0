package dev.logferry.localstack.faults;

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
    return result.invocations() == 1 ? count : count + ", in 3 runs";
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

      One payload of 100 log events meets a server that misbehaves. The forwarder runs in the real Lambda runtime client, with
      Lambda's asynchronous invocation around it: two retries, then a record in the on-failure bucket. Where something waits in a bucket
      afterwards, the server heals and the redrive runs, in a runtime client too: that is the arrow. Elasticsearch is a scripted server
      here, the buckets are a local S3. `FaultTableIT` asserts every row and holds this page to it. Written anew by

      ```sh
      ./mvnw -q verify -pl log-forwarder,local-stack -Dtest=none -Dit.test=FaultTableIT -Dlogferry.faults.write=true \\
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
      ```

      - **Requests**: bulk requests that arrived, before the redrive; all in one run of the function unless more runs are named.
      - **Stored**: distinct events, of 100. The server answers 409 to an id that it has, as Elasticsearch does to `create`, so nothing
        is accepted twice. Before the arrow and after it, every event is stored or in a bucket.
      - **Sent again**: documents that came although they were stored. Either `no answer` had said so, or the payload was
        `redelivered`, by its sender or by Lambda, which keeps payloads whole. Never by a run that had been told, and never by the
        redrive, which looks first.
      - **Took**: until Lambda was done, on a busy machine; the only column that is not asserted. Waits are shorter than in production:
        20 to 500 ms between attempts, 3 s for a request, 3 s for the attempts of a run, and 10 and 20 ms instead of one and two
        minutes before Lambda's retries.

      The peers were measured in the same way on 2026-11-22, with two retries and without an on-failure bucket (which would keep the
      payloads that fail three times): the AWS console's blueprint `LogsToElasticsearch` (v1.1.2, Node 20) and Elastic's serverless
      forwarder (ESF 1.21.3, Python 3.11) with its replay queue. Both use `index` with ids from the event: what is accepted again
      overwrites.
      """;
}
