package dev.logferry.endtoend.faults;

import static dev.logferry.endtoend.faults.Fault.REJECTED_TOO;
import static dev.logferry.endtoend.faults.Fault.Step.HEAL;

import dev.logferry.endtoend.faults.Fault.Step;
import dev.logferry.endtoend.faults.Result.SentAgain;
import dev.logferry.forwarder.testing.BulkLine;
import dev.logferry.forwarder.testing.FakeElasticsearch.Rule;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Script;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The rows, in the order of the page: first those that the peers were measured with. */
final class Faults {

  private static final Script BUSY = Script.refuse(429, "es_rejected_execution_exception");
  private static final Script AWAY = Script.refuse(503, "cluster_block_exception");
  private static final Script FORBIDDEN = Script.raw(403, "text/html", "<html>Forbidden</html>");
  private static final Script TEN_BUSY =
      Script.items(
          IntStream.range(0, Sent.COUNT)
              .mapToObj(position -> position < Sent.COUNT - 10 ? 201 : 429)
              .toArray(Integer[]::new));
  private static final String LATE = "fails, redelivered: 100";
  private static final String LOST = "fails 3x, **100 lost**";

  private Faults() {}

  static List<Fault> asThePeers() {
    return List.of(
        Fault.of("none", Step.NONE, Result.settled(1)).peers("100", "100"),
        Fault.of("429 on 10 items, once", once(TEN_BUSY), Result.settled(2))
            .peers("fails, redelivered: 100, 90 accepted again", "100, only the 10 sent again"),
        Fault.of(
                "429 on 10 items, always",
                always((_, lines) -> refusesLastTen(lines)),
                Result.givenUp(90))
            .lasting()
            .until(HEAL)
            .peers(
                "fails 3x: 90, 180 accepted again, **10 lost**",
                "90; after 30 s of waiting the 10 to a queue"),
        Fault.of("429 for the request, once", once(BUSY), Result.settled(2)).peers(LATE, "100"),
        Fault.of("429 for the request, always", always((_, _) -> BUSY), Result.givenUp(0))
            .lasting()
            .until(HEAL)
            .peers(LOST, "100 messages to a queue after 31 s"),
        Fault.of("503 for the request, once", once(AWAY), Result.settled(2)).peers(LATE, "100"),
        Fault.of("503 for the request, always", always((_, _) -> AWAY), Result.givenUp(0))
            .lasting()
            .until(HEAL)
            .peers(LOST, "100 messages to a queue"),
        Fault.of(
                "503 with a body in HTML, once",
                once(Script.raw(503, "text/html", "<html><body>503</body></html>")),
                Result.settled(2))
            .peers("process ends, redelivered to a cold start: 100", "100"),
        Fault.of("connection dropped unanswered, once", once(Script.drop()), Result.settled(2))
            .peers(LATE, "100"),
        Fault.of(
                "400 by the mapping on 1 item",
                always((_, lines) -> refuses(lines, Faults::isPoisonAsItCame, 400)),
                Result.settled(2))
            .peers(
                "**whole payload fails 3x**: 99, 198 accepted again, **1 lost**",
                "99, the 1 to a queue"),
        Fault.of(
                "409 on 10 items",
                stage -> stage.deliver(Sent.beginning("409 on 10 items", 10), false),
                Result.settled(1).withSentAgain(SentAgain.redelivered(10)))
            .peers("fails 3x, 180 accepted again", "taken as delivered"),
        Fault.of(
                "connection refused",
                FaultStage::refuseConnections,
                Result.givenUp(0).withRequests(0))
            .lasting()
            .until(FaultStage::acceptConnections)
            .peers(LOST, "100 messages to a queue"),
        Fault.of("gzip cut off in the middle", Step.NONE, cutOff(49))
            .sending(Sent.CUT_SHORT)
            .peers("fails 3x, **lost**", "**reported as success, lost**"),
        Fault.of("control message", Step.NONE, nothingSent())
            .sending(Sent.CONTROL_MESSAGE)
            .peers("recognised", "**not recognised**, put on a queue"));
  }

  static List<Fault> ours() {
    Result unheard = Result.settled(2).withSentAgain(SentAgain.untold(100));
    return List.of(
        Fault.of("answer lost after storing, once", once(Script.storeThenDrop()), unheard),
        Fault.of("answer about 99 of 100 items, once", once(Script.wrongLength(-1)), unheard),
        Fault.of("answer cut off, once", once(Script.storeThenTruncate()), unheard),
        Fault.of("answer that trickles, once", once(Script.storeThenTrickle()), unheard),
        Fault.of("no answer in time, once", once(Script.silent()), Result.settled(2)),
        Fault.of(
            "401, the secret rotated meanwhile",
            stage -> {
              demands("meanwhile").on(stage);
              stage.secrets().change("meanwhile");
            },
            Result.settled(2)),
        Fault.of(
                "401, the secret rotated later",
                demands("later"),
                Result.givenUp(0).withRequests(3))
            .until(stage -> stage.secrets().change("later")),
        Fault.of(
                "413 for each request with 1 item",
                always((_, lines) -> tooLargeWithPoison(lines)),
                Result.rejectedOne(15))
            .until(HEAL)
            .redrivenBy(REJECTED_TOO),
        Fault.of("400 on 1 item, as fallback document too", rejectsPoison(), Result.rejectedOne(3))
            .until(HEAL)
            .redrivenBy(REJECTED_TOO),
        Fault.of(
                "the same, and no bucket for dead letters",
                stage -> {
                  rejectsPoison().on(stage);
                  stage.buckets().removeDeadLetterBucket();
                },
                Result.givenUp(99).withRequests(9))
            .until(
                stage -> {
                  HEAL.on(stage);
                  stage.buckets().restoreDeadLetterBucket();
                }),
        Fault.of(
            "400 for one field of 1 item",
            always((_, lines) -> rejectsFieldOfPoison(lines)),
            Result.settled(2)),
        Fault.of(
                "write block on the index",
                always((_, lines) -> rejectsAll(lines, 403, "cluster_block_exception", "blocked")),
                Result.blocked())
            .until(HEAL),
        Fault.of(
                "ingest pipeline missing",
                always(
                    (_, lines) ->
                        rejectsAll(
                            lines,
                            400,
                            "illegal_argument_exception",
                            "pipeline with id [p] does not exist")),
                Result.blocked())
            .until(HEAL),
        Fault.of(
                "shard limit reached",
                always(
                    (_, lines) ->
                        rejectsAll(
                            lines,
                            400,
                            "validation_exception",
                            "this action would add [2] shards, but this cluster currently has"
                                + " [1000]/[1000] maximum normal shards open")),
                Result.blocked())
            .until(HEAL),
        Fault.of(
                "a privilege missing on the data stream",
                always(
                    (_, lines) ->
                        rejectsAll(lines, 403, "security_exception", "action is unauthorized")),
                Result.blocked())
            .until(HEAL),
        Fault.of(
                "409 on 1 item that is no duplicate",
                always((_, lines) -> conflictsWithPoison(lines)),
                Result.rejectedOne(1))
            .until(HEAL)
            .redrivenBy(REJECTED_TOO),
        Fault.of(
            "408 of a proxy, once",
            once(Script.raw(408, "text/html", "<html>Request timeout</html>")),
            Result.settled(2)),
        Fault.of(
                "404 of another product",
                always((_, _) -> Script.raw(404, "text/plain", "no such path")),
                Result.givenUp(0).withRequests(33))
            .until(HEAL),
        Fault.of(
                "403 of a proxy for each request with 1 item",
                always((_, lines) -> forbiddenWithPoison(lines)),
                Result.rejectedOne(15))
            .until(HEAL)
            .redrivenBy(REJECTED_TOO),
        Fault.of(
                "403 of a proxy for each request",
                always((_, _) -> FORBIDDEN),
                Result.givenUp(0).withRequests(33))
            .until(HEAL),
        Fault.of(
                "a parameter that the server does not know",
                always(
                    (_, _) ->
                        Script.elasticsearchRejects(
                            400,
                            "illegal_argument_exception",
                            "request [/_bulk] contains unrecognized parameter:"
                                + " [require_data_stream]")),
                Result.givenUp(0).withRequests(3))
            .until(HEAL));
  }

  private static Result cutOff(int whole) {
    return new Result(
        OptionalInt.of(3),
        3,
        whole,
        Kept.PAYLOAD,
        SentAgain.redelivered(2 * whole),
        whole,
        Kept.MALFORMED);
  }

  private static Result nothingSent() {
    return new Result(OptionalInt.of(0), 1, 0, Kept.NOTHING, SentAgain.NONE, 0, Kept.NOTHING);
  }

  private static Step once(Script script) {
    return stage -> stage.server().answers(script);
  }

  private static Step always(Rule rule) {
    return stage -> stage.server().answersBy(rule);
  }

  private static Step demands(String apiKey) {
    return always(
        (headers, _) ->
            ("ApiKey " + apiKey).equals(headers.get("authorization"))
                ? Script.TRUTH
                : Script.refuse(401, "security_exception"));
  }

  private static Step rejectsPoison() {
    return always((_, lines) -> refuses(lines, Faults::isPoison, 400));
  }

  private static Script refusesLastTen(List<BulkLine> lines) {
    return refuses(lines, Faults::isAmongLastTen, 429);
  }

  private static Script tooLargeWithPoison(List<BulkLine> lines) {
    return lines.stream().anyMatch(Faults::isPoison)
        ? Script.refuse(413, "content_too_long_exception")
        : Script.TRUTH;
  }

  private static Script refuses(List<BulkLine> lines, Predicate<BulkLine> which, int status) {
    return Script.items(
        lines.stream().map(line -> which.test(line) ? status : 201).toArray(Integer[]::new));
  }

  /** Displaced, the field is no longer to blame. */
  private static Script rejectsFieldOfPoison(List<BulkLine> lines) {
    return refuses(lines, line -> isPoison(line) && line.document().has("message"), 400)
        .because("document_parsing_exception", "[1:2] failed to parse field [message] of type [x]");
  }

  private static Script rejectsAll(
      List<BulkLine> lines, int status, String errorType, String reason) {
    return refuses(lines, _ -> true, status).because(errorType, reason);
  }

  private static Script conflictsWithPoison(List<BulkLine> lines) {
    return refuses(lines, Faults::isPoison, 409).because("some_other_exception", "conflict");
  }

  private static Script forbiddenWithPoison(List<BulkLine> lines) {
    return lines.stream().anyMatch(Faults::isPoison) ? FORBIDDEN : Script.TRUTH;
  }

  private static boolean isAmongLastTen(BulkLine line) {
    return IntStream.range(Sent.COUNT - 10, Sent.COUNT)
        .mapToObj(Payloads::eventId)
        .anyMatch(eventId(line)::equals);
  }

  private static boolean isPoison(BulkLine line) {
    return eventId(line).equals(Sent.POISON);
  }

  private static boolean isPoisonAsItCame(BulkLine line) {
    return isPoison(line) && !line.document().path("logferry").has("degraded");
  }

  private static String eventId(BulkLine line) {
    return line.document().at("/aws/cloudwatch/event_id").asString();
  }
}
