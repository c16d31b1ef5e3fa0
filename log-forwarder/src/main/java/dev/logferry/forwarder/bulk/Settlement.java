package dev.logferry.forwarder.bulk;

import java.util.Map;

/**
 * What delivery achieved.
 *
 * @param indexed documents stored for the first time
 * @param duplicate documents that were stored already
 * @param failureStored documents that the failure store took
 * @param returned documents without a final outcome: the payload has to come again
 * @param requests bulk requests sent
 * @param retriedDocuments documents sent again, counted each time
 * @param sentBytes bodies before compression
 * @param causes why documents were returned, with how many each; never a document's content
 */
public record Settlement(
    int indexed,
    int duplicate,
    int failureStored,
    int returned,
    int requests,
    int retriedDocuments,
    long sentBytes,
    Map<String, Integer> causes) {

  public Settlement {
    causes = Map.copyOf(causes);
  }
}
