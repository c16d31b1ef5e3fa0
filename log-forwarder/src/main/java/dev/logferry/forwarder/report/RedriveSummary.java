package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a redrive did. Never holds a document's content.
 *
 * @param objects what became of the objects
 * @param ledger what became of the events in those that were tried, those of objects left included
 * @param oldestUndelivered how long the oldest record of a failed invocation has been waiting that
 *     is still there; zero if there is none, empty if they could not be listed
 * @param stopped why objects were left untried; empty if none was
 * @param warnings why single objects were left, the first ten of them
 * @param problem what the operator has to put right in S3; empty if nothing
 * @param certificatesEnd when the first certificate of the cluster expires; empty if that is not
 *     known
 */
public record RedriveSummary(
    Objects objects,
    Ledger ledger,
    Optional<Duration> oldestUndelivered,
    String stopped,
    List<String> warnings,
    String problem,
    Optional<Instant> certificatesEnd) {

  public RedriveSummary {
    warnings = List.copyOf(warnings);
  }

  /** The same, and what is known of the cluster's certificates. */
  public RedriveSummary withCertificatesEnd(Optional<Instant> end) {
    return new RedriveSummary(objects, ledger, oldestUndelivered, stopped, warnings, problem, end);
  }

  /** Whether the invocation has to fail, so that somebody looks at it. */
  public boolean failed() {
    return !problem.isEmpty();
  }

  /**
   * Counts objects. As in the {@link Ledger}, each is counted once, or there is an exception.
   *
   * @param listed all that were seen
   * @param settled delivered or kept elsewhere in every part, and deleted
   * @param left still there, to be tried again
   * @param waiting dead letters that nothing has changed for
   * @param tooYoung not looked at yet
   * @param gone deleted by somebody else meanwhile
   * @param moved those of the settled that became dead letters, since they cannot be read
   */
  public record Objects(
      int listed, int settled, int left, int waiting, int tooYoung, int gone, int moved) {

    public Objects {
      if (listed != settled + left + waiting + tooYoung + gone || moved > settled) {
        throw new IllegalStateException(
            "unaccounted objects: listed %d, but settled %d (moved %d) + left %d + waiting %d + too young %d + gone %d"
                .formatted(listed, settled, moved, left, waiting, tooYoung, gone));
      }
    }
  }
}
