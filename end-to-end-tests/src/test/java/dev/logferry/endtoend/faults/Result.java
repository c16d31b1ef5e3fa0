package dev.logferry.endtoend.faults;

import java.util.OptionalInt;

/**
 * What came of one payload under a fault; the part that is the same each time.
 *
 * @param requests bulk requests before the redrive; empty if as many as there was time for
 * @param invocations runs of the function on the payload
 * @param stored distinct events stored when Lambda was done
 * @param kept where the rest was then
 * @param sentAgain documents that were sent although they were stored, before the redrive
 * @param storedFinally distinct events stored after the redrive
 * @param keptFinally what the redrive left
 */
record Result(
    OptionalInt requests,
    int invocations,
    int stored,
    Kept kept,
    SentAgain sentAgain,
    int storedFinally,
    Kept keptFinally) {

  /**
   * Documents that came although they were stored. {@code create} answers 409 to each.
   *
   * @param toldInSameInvocation the answer had said so to the same invocation: sheer waste
   * @param untold the answer that would have said so did not arrive, or could not be believed
   * @param toldToAnEarlierOne the payload came again, from its sender or by Lambda's retries
   * @param byRedrive sent by the redrive
   */
  record SentAgain(int toldInSameInvocation, int untold, int toldToAnEarlierOne, int byRedrive) {

    static final SentAgain NONE = new SentAgain(0, 0, 0, 0);

    static SentAgain untold(int documents) {
      return new SentAgain(0, documents, 0, 0);
    }

    static SentAgain redelivered(int documents) {
      return new SentAgain(0, 0, documents, 0);
    }

    String text() {
      if (equals(NONE)) {
        return "0";
      }
      return untold > 0 ? untold + ": no answer" : toldToAnEarlierOne + ": redelivered";
    }
  }

  /** Everything stored, without Lambda's retries. */
  static Result settled(int requests) {
    return new Result(
        OptionalInt.of(requests), 1, 100, Kept.NOTHING, SentAgain.NONE, 100, Kept.NOTHING);
  }

  /** Every attempt failed; the payload waited in the on-failure bucket. */
  static Result givenUp(int stored) {
    return new Result(
        OptionalInt.empty(),
        3,
        stored,
        Kept.PAYLOAD,
        SentAgain.redelivered(2 * stored),
        100,
        Kept.NOTHING);
  }

  /** All documents became dead letters, and the scheduled redrive brought them in. */
  static Result blocked() {
    return new Result(OptionalInt.of(1), 1, 0, Kept.DOCUMENTS, SentAgain.NONE, 100, Kept.NOTHING);
  }

  /** One document was rejected, the others were stored. */
  static Result rejectedOne(int requests) {
    return new Result(
        OptionalInt.of(requests), 1, 99, Kept.DOCUMENT, SentAgain.NONE, 100, Kept.NOTHING);
  }

  Result withRequests(int count) {
    return new Result(
        OptionalInt.of(count), invocations, stored, kept, sentAgain, storedFinally, keptFinally);
  }

  Result withSentAgain(SentAgain other) {
    return new Result(requests, invocations, stored, kept, other, storedFinally, keptFinally);
  }

  Result withoutRequests() {
    return new Result(
        OptionalInt.empty(), invocations, stored, kept, sentAgain, storedFinally, keptFinally);
  }
}
