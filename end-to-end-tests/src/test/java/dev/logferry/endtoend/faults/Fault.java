package dev.logferry.endtoend.faults;

import dev.logferry.forwarder.testing.FakeElasticsearch.Rule;
import java.io.IOException;

/**
 * A row of the table.
 *
 * @param blueprint what the peer of this name did, as measured; empty if it was not
 * @param forwarder what the other peer did
 * @param begin makes the fault
 * @param payload what is sent meanwhile
 * @param end heals it
 * @param redrive the event that the redrive is invoked with
 * @param promised what has to come of it
 * @param lasts whether the forwarder tries again until its time is over
 */
record Fault(
    String name,
    String blueprint,
    String forwarder,
    Step begin,
    Sent payload,
    Step end,
    String redrive,
    Result promised,
    boolean lasts) {

  static final String SCHEDULED = "{}";

  /** What an operator asks for when the reason of a rejection is gone. */
  static final String REJECTED_TOO = "{\"rejected\":\"all\"}";

  /** Something done to the surroundings. */
  @FunctionalInterface
  interface Step {
    Step NONE = _ -> {};

    /** The scripted server is truthful again. */
    Step HEAL = stage -> stage.server().answersBy(Rule.TRUTH);

    void on(FaultStage stage) throws IOException;
  }

  static Fault of(String name, Step begin, Result promised) {
    return new Fault(name, "", "", begin, Sent.EVENTS, Step.NONE, SCHEDULED, promised, false);
  }

  Fault peers(String blueprintDid, String forwarderDid) {
    return new Fault(
        name, blueprintDid, forwarderDid, begin, payload, end, redrive, promised, lasts);
  }

  Fault sending(Sent other) {
    return new Fault(name, blueprint, forwarder, begin, other, end, redrive, promised, lasts);
  }

  Fault until(Step healed) {
    return new Fault(name, blueprint, forwarder, begin, payload, healed, redrive, promised, lasts);
  }

  Fault redrivenBy(String event) {
    return new Fault(name, blueprint, forwarder, begin, payload, end, event, promised, lasts);
  }

  /** Tried again until the function's time is over, in each of its three runs. */
  Fault lasting() {
    return new Fault(name, blueprint, forwarder, begin, payload, end, redrive, promised, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
