package dev.logferry.forwarder.bulk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can come of sending a bulk request. */
public sealed interface BulkReply {

  /** Why the request, or a part of it, is not settled by this; without any content. */
  String why();

  /** How long the server asks to wait. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /**
   * Elasticsearch took the request and judged each item.
   *
   * @param items in the order of the documents sent; not yet checked to be as many
   */
  record Answered(List<ItemReply> items) implements BulkReply {
    public Answered {
      items = List.copyOf(items);
    }

    @Override
    public String why() {
      return "items turned away for now, or an answer about other documents";
    }
  }

  /**
   * The request was refused as a whole.
   *
   * @param status HTTP status
   * @param errorType Elasticsearch's name for the error; empty if it gave none
   * @param retryAfter how long the server asks to wait
   */
  record TurnedAway(int status, String errorType, Optional<Duration> retryAfter)
      implements BulkReply {

    Rejection rejection(int attempts) {
      return new Rejection(status, errorType, "", "the request was refused as a whole", attempts);
    }

    @Override
    public String why() {
      return "request refused: %d %s".formatted(status, errorType).strip();
    }
  }

  /**
   * No answer: no connection, a broken one, or none in time.
   *
   * @param why what went wrong, without any content
   */
  record Unreachable(String why) implements BulkReply {}

  /**
   * Whoever answers is not believed to be the cluster. Trying again at once would not change that.
   *
   * @param why what is wrong with its certificate
   */
  record Untrusted(String why) implements BulkReply {}

  /**
   * An answer that cannot be matched to what was sent. It is never good news.
   *
   * @param why what is wrong with it, without any content
   */
  record Unintelligible(String why) implements BulkReply {}
}
