package dev.logferry.endtoend.chaos;

/**
 * Identifies an event of a run by its own fields, not by the id that the forwarder derives.
 *
 * @param payload the payload's number, which is also in its log stream's name
 * @param position in its payload
 */
record EventKey(int payload, int position) {

  @Override
  public String toString() {
    return "%s#%d".formatted(PayloadMaker.logStream(payload), position);
  }
}
