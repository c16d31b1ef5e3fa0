package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.bulk.OutcomeTableTest.Answer.*;

import dev.logferry.forwarder.bulk.OutcomeTableTest.Answer;
import dev.logferry.forwarder.bulk.OutcomeTableTest.End;
import java.util.List;

/** The outcome tables of docs/ARCHITECTURE.md: what the tests enforce, in words. */
final class OutcomePage {

  private static final String HEAD =
      "| Answer | What the forwarder does | Accepted in the end | Always answered so |\n|---|---|---|---|\n";

  /**
   * A row about single documents.
   *
   * @param answers all that the row covers; they end alike
   */
  record ItemRow(String answer, String action, List<Answer> answers) {}

  /**
   * A row about whole requests.
   *
   * @param answers all that the row covers, by their names in {@link OutcomeRowsTest}; they end
   *     alike
   */
  record RequestRow(String answer, String action, End once, End always, List<String> answers) {}

  static final List<ItemRow> ITEMS =
      List.of(
          new ItemRow("`200`, `201`", "nothing more", List.of(STORED_200, STORED_201)),
          new ItemRow(
              "`201` with `failure_store: used`", "nothing more", List.of(STORED_IN_FAILURE_STORE)),
          new ItemRow("`409 version_conflict_engine_exception`", "nothing more", List.of(CONFLICT)),
          new ItemRow(
              "`429`, `500`, `502`, `503`, `504`",
              "sends that document again, after a wait",
              List.of(TOO_MANY, INTERNAL, BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT)),
          new ItemRow(
              "`400` that names a field (`NamedField`)",
              "moves the field to `logferry.displaced` and sends the rest again, for up to three fields; then as the next row",
              List.of(FIELD)),
          new ItemRow(
              "`400` about parsing, without a field",
              "sends the fallback document: ECS fields, and if that is rejected too, core fields",
              List.of(PARSING)),
          new ItemRow(
              "`400` of another kind",
              "as the row above; but if all documents of the request are rejected for the same cause, each becomes a dead letter at once",
              List.of(BAD_REQUEST)),
          new ItemRow(
              "write block, full disk, no primary, closed or missing index, missing pipeline, shard limit, missing privilege (`OperationalCause`: by type and reason)",
              "writes a dead letter at once, names the remedy in its log",
              List.of(
                  WRITE_BLOCK,
                  DISK_FULL,
                  NO_PRIMARY,
                  PIPELINE,
                  SHARDS,
                  PRIVILEGE,
                  NO_INDEX,
                  CLOSED)),
          new ItemRow(
              "anything else",
              "writes a dead letter at once, in `retryable/` if all documents of the request are rejected for the same cause",
              List.of(
                  OTHER_CONFLICT,
                  NAMELESS_CONFLICT,
                  OTHER_401,
                  OTHER_403,
                  OTHER_404,
                  OTHER_413,
                  OTHER_418)));

  static final List<RequestRow> REQUESTS =
      List.of(
          new RequestRow(
              "`408`, `429`, `5xx`; no connection; no answer in time; an answer that is malformed, not from Elasticsearch, or not about the documents sent",
              "sends all of it again, after a wait",
              End.INDEXED,
              End.RETURNED,
              List.of(
                  "429",
                  "408 of a proxy",
                  "500",
                  "502 of a proxy",
                  "503",
                  "504 of a proxy",
                  "no connection",
                  "a page of HTML",
                  "no items")),
          new RequestRow(
              "`401`; `403` by Elasticsearch",
              "reads the credentials again, at most every 10 s; if they have not changed, or are rejected as well, stops sending",
              End.RETURNED,
              End.RETURNED,
              List.of("401", "401 of a proxy", "403")),
          new RequestRow(
              "`400` about a parameter, `404`, `405` by Elasticsearch; another `4xx`",
              "stops sending; the message has the remedy",
              End.RETURNED,
              End.RETURNED,
              List.of("404", "405", "406", "410 of a proxy", "400 for a parameter")),
          new RequestRow(
              "no TLS with any node until an operator acts (`TlsFailure`)",
              "reads CA and client certificate again, at most every 10 s; if they have not changed, or fail as well, stops sending",
              End.RETURNED,
              End.RETURNED,
              List.of("not trusted")),
          new RequestRow(
              "`413`; `400` about a document; `400`, `403`, `404`, `405` by a proxy",
              "sends it in halves until a single document gets this answer, which becomes a dead letter (`LoneRejections`); after a proxy's answer only if Elasticsearch has answered another request of this invocation. If the answer is always the same, up to three documents become dead letters before the rest is returned",
              End.REJECTED,
              End.RETURNED,
              OutcomeRowsTest.CONTENT_REJECTIONS));

  private OutcomePage() {}

  static String text() {
    StringBuilder text = new StringBuilder("About one document (`ItemOutcome`):\n\n").append(HEAD);
    for (ItemRow row : ITEMS) {
      Answer any = row.answers().getFirst();
      append(text, row.answer(), row.action(), any.once(), any.always());
    }
    text.append("\nAbout the whole request (`RequestOutcome`):\n\n").append(HEAD);
    for (RequestRow row : REQUESTS) {
      append(text, row.answer(), row.action(), row.once(), row.always());
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, String answer, String action, End once, End always) {
    text.append("| %s | %s | %s | %s |\n".formatted(answer, action, name(once), name(always)));
  }

  private static String name(End end) {
    return switch (end) {
      case INDEXED -> "indexed";
      case DUPLICATE -> "duplicate";
      case DEGRADED -> "degraded";
      case FAILURE_STORED -> "failure_stored";
      case REJECTED -> "dead_lettered, `rejected/`";
      case RETRYABLE -> "dead_lettered, `retryable/`";
      case RETURNED -> "returned";
    };
  }
}
