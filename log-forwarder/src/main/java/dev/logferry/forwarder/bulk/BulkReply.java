package dev.logferry.forwarder.bulk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can come of sending a bulk request. */
public sealed interface BulkReply {

  /** What went wrong, without any content. */
  String why();

  /** How long the server asks the client to wait. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /**
   * Elasticsearch processed the request and states an outcome for each item.
   *
   * @param items in the order of the documents sent; not yet checked to be as many
   */
  record Answered(List<ItemReply> items) implements BulkReply {
    public Answered {
      items = List.copyOf(items);
    }

    @Override
    public String why() {
      return "items rejected for now, or an answer about other documents";
    }
  }

  /**
   * The request was rejected as a whole.
   *
   * @param cause why; its status is that of the response
   * @param byElasticsearch whether Elasticsearch itself answered: the body has the form of its
   *     errors, or the response its product header. Otherwise a proxy or another server did
   * @param retryAfter how long the server asks the client to wait
   */
  record RequestRejected(Cause cause, boolean byElasticsearch, Optional<Duration> retryAfter)
      implements BulkReply {

    @Override
    public String why() {
      String by = byElasticsearch ? "" : " by something that is not Elasticsearch, such as a proxy";
      return "request rejected with %s%s".formatted(cause.summary(), by);
    }
  }

  /**
   * No answer: no connection, a broken one, or none in time.
   *
   * @param why what went wrong, without any content
   */
  record Unreachable(String why) implements BulkReply {}

  /**
   * No secure connection can be made, and trying again would not change that: the certificate is
   * not trusted, or client and server have no protocol version in common.
   *
   * @param why what is wrong, and the remedy
   */
  record Untrusted(String why) implements BulkReply {}

  /**
   * A response that cannot be matched to what was sent. It never counts as success.
   *
   * @param why what is wrong with it, without any content
   */
  record MalformedReply(String why) implements BulkReply {}
}
