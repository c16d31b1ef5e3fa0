package dev.logferry.localstack.chaos;

/**
 * One event of a run, by what it says of itself and not by the id that the forwarder makes.
 *
 * @param payload its number; the payload's log stream bears it
 * @param position in its payload
 */
record EventKey(int payload, int position) {

  @Override
  public String toString() {
    return "%s#%d".formatted(Parcels.logStream(payload), position);
  }
}
