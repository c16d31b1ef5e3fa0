package dev.logferry.endtoend.chaos;

import java.util.BitSet;

/**
 * A payload of a run; {@link PayloadMaker} encodes it.
 *
 * @param number counted from 0
 * @param events how many events it has
 * @param conflicting the positions of those with a field that conflicts with the mapping
 */
record Payload(int number, int events, BitSet conflicting) {}
