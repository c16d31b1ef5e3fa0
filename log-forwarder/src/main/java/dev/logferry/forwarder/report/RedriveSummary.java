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
 * @param wouldDeliverEvents how many events a dry run would deliver
 * @param oldestUndelivered how long the oldest object has been waiting that should be delivered by
 *     itself and is still there; empty if that is unknown
 * @param stopped why objects were left untried; empty if none was
 * @param warnings what an operator should look at, by object
 * @param problem why the redrive cannot do its work in S3; empty if it can
 * @param certificatesEnd when the first of the cluster's certificates expires; empty if unknown
 */
public record RedriveSummary(
    Objects objects,
    Ledger ledger,
    long wouldDeliverEvents,
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
    return new RedriveSummary(
        objects, ledger, wouldDeliverEvents, oldestUndelivered, stopped, warnings, problem, end);
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
   * @param gone deleted by something else meanwhile
   * @param foreign not Logferry's, and left alone
   * @param wouldDeliver those that a dry run would deliver
   * @param moved those of the settled that became dead letters, since they cannot be read
   */
  public record Objects(
      int listed,
      int settled,
      int left,
      int waiting,
      int tooYoung,
      int gone,
      int foreign,
      int wouldDeliver,
      int moved) {

    public Objects {
      int accounted = settled + left + waiting + tooYoung + gone + foreign + wouldDeliver;
      if (listed != accounted || moved > settled) {
        throw new IllegalStateException(
            "unaccounted objects: listed %d, but settled %d (moved %d) + left %d + waiting %d + too young %d + gone %d + foreign %d + would deliver %d"
                .formatted(
                    listed, settled, moved, left, waiting, tooYoung, gone, foreign, wouldDeliver));
      }
    }
  }
}
