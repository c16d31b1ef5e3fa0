package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.DataStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Knows which documents a data stream holds, in all of its backing indices. */
public interface StoredIds {

  /**
   * Which of these ids the stream holds. A stream that does not exist holds nothing.
   *
   * @param timeout how long asking may take
   * @throws Unknown if that could not be found out
   */
  Set<String> among(DataStream dataStream, List<String> ids, Duration timeout) throws Unknown;

  /** It is not known what the stream holds, which never means that it holds nothing. */
  final class Unknown extends Exception {

    private static final long serialVersionUID = 1;

    private final transient BulkReply reply;

    /**
     * @param reply what a bulk request that met this would come to
     */
    public Unknown(BulkReply reply) {
      super(reply.why(), null, false, false);
      this.reply = reply;
    }

    BulkReply reply() {
      return reply;
    }
  }
}
