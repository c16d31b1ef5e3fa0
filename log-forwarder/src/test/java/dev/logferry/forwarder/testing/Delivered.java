package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Traffic;
import java.util.Map;

/** What became of the documents of one delivery. */
public record Delivered(OutcomeCounts counts, RecordedRejections rejections, Traffic traffic) {

  public int indexed() {
    return counts.count(Outcome.INDEXED);
  }

  public int duplicate() {
    return counts.count(Outcome.DUPLICATE);
  }

  public int degraded() {
    return counts.count(Outcome.DEGRADED);
  }

  public int failureStored() {
    return counts.count(Outcome.FAILURE_STORED);
  }

  public int returned() {
    return counts.count(Outcome.RETURNED);
  }

  public int rejected() {
    return rejections.all().size();
  }

  /** Of those rejected: for a cause outside of the document. */
  public int retryable() {
    return (int) rejections.all().stream().filter(each -> each.rejection().retryable()).count();
  }

  /** All that have an outcome. */
  public int total() {
    return indexed() + duplicate() + degraded() + failureStored() + returned() + rejected();
  }

  public Map<String, Integer> degradedFor() {
    return counts.causes(Outcome.DEGRADED);
  }

  public Map<String, Integer> rejectedFor() {
    return counts.causes(Outcome.DEAD_LETTERED);
  }

  public Map<String, Integer> returnedFor() {
    return counts.causes(Outcome.RETURNED);
  }
}
