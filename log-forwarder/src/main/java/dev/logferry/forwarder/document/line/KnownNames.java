package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.Hash;
import java.util.Arrays;

/**
 * Names of JSON members that mean something, whatever case they are in and with or without {@code
 * _}, {@code -} and {@code .} in them: {@code logger_name}, {@code loggerName} and {@code
 * LoggerName} are one. The name of a member within an object goes on from the object's: {@code
 * "err":{"stack":…}} is {@code err.stack}.
 */
final class KnownNames {

  private static final int SLOTS = 2_048;

  private final long[] hashes = new long[SLOTS];
  private final short[] numbers = new short[SLOTS];
  private boolean[] containers = new boolean[64];
  private int size;

  /** Adds a name, with those that lead to it; gives its number. */
  short add(String name) {
    int dot = name.indexOf('.');
    while (dot >= 0) {
      containers[addOne(name.substring(0, dot))] = true;
      dot = name.indexOf('.', dot + 1);
    }
    return addOne(name);
  }

  private short addOne(String name) {
    long hash = hash(Hash.EMPTY, name);
    int slot = slot(hash);
    if (hashes[slot] == 0) {
      if (size == containers.length) {
        containers = Arrays.copyOf(containers, 2 * size);
      }
      hashes[slot] = hash;
      numbers[slot] = (short) size++;
    }
    return numbers[slot];
  }

  int size() {
    return size;
  }

  /** The number of the name with a hash; -1 if it is not known. */
  int numberOf(long hash) {
    int slot = slot(hash);
    return hashes[slot] == 0 ? -1 : numbers[slot];
  }

  /** Whether names are known that begin with this one. */
  boolean isContainer(int number) {
    return containers[number];
  }

  private int slot(long hash) {
    int slot = Hash.slot(hash, SLOTS);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  static long hash(long above, String name) {
    long hash = above;
    for (int i = 0; i < name.length(); i++) {
      hash = step(hash, (byte) name.charAt(i));
    }
    return hash;
  }

  /** The hash of a name that goes on from another. */
  static long hash(long above, byte[] name, int start, int end) {
    long hash = above;
    for (int at = start; at < end; at++) {
      hash = step(hash, name[at]);
    }
    return hash;
  }

  private static long step(long hash, byte c) {
    if (c == '_' || c == '-' || c == '.') {
      return hash;
    }
    return Hash.step(hash, (byte) (c >= 'A' && c <= 'Z' ? c + 0x20 : c));
  }
}
