package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * ECS's own list of fields, from {@code analyst-pack/ecs/fields.txt}, which the index templates are
 * made from, too: what the forwarder takes for an object is mapped as one. Fields are found by the
 * hash of their paths. Another path with the same hash would be taken for the field; at 64 bits
 * that does not happen by accident, and would cost only that field.
 */
public final class EcsFields {

  /** More than twice the number of fields, so that looking for one ends soon. */
  private static final int SLOTS = 8_192;

  private static final EcsFields INSTANCE = new EcsFields(read());

  private final long[] paths = new long[SLOTS];
  private final EcsType[] types = new EcsType[SLOTS];

  private EcsFields(byte[] list) {
    Arrays.fill(types, EcsType.NONE);
    int line = 0;
    while (line < list.length) {
      int end = endOf(list, line, '\n');
      if (list[line] != '#') {
        int typeStart = endOf(list, line, ' ') + 1;
        int typeEnd = Math.min(end, endOf(list, typeStart, ' '));
        add(list, line, typeStart - 1, type(list, typeStart, typeEnd));
      }
      line = end + 1;
    }
  }

  private static int endOf(byte[] list, int from, char end) {
    int at = from;
    while (at < list.length && list[at] != end && list[at] != '\n') {
      at++;
    }
    return at;
  }

  private static EcsType type(byte[] list, int start, int end) {
    return EcsType.of(new String(list, start, end - start, StandardCharsets.US_ASCII));
  }

  /** Adds a field, and the objects that it stands in. */
  private void add(byte[] list, int start, int end, EcsType type) {
    long path = Hash.EMPTY;
    for (int at = start; at < end; at++) {
      if (list[at] == '.') {
        add(path, EcsType.OBJECT);
      }
      path = Hash.step(path, list[at]);
    }
    add(path, type);
  }

  /** What ECS says of the field at a path. */
  static EcsType at(long path) {
    return INSTANCE.typeAt(path);
  }

  /** Whether ECS has a field or an object of this name at the top of a document. */
  public static boolean hasTop(String name) {
    return at(Hash.of(name)) != EcsType.NONE;
  }

  private EcsType typeAt(long path) {
    int slot = Hash.slot(path, SLOTS);
    while (paths[slot] != 0) {
      if (paths[slot] == path) {
        return types[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return EcsType.NONE;
  }

  private void add(long path, EcsType type) {
    int slot = Hash.slot(path, SLOTS);
    while (paths[slot] != 0 && paths[slot] != path) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    paths[slot] = path;
    types[slot] = type;
  }

  private static byte[] read() {
    try (InputStream list = EcsFields.class.getResourceAsStream("fields.txt")) {
      if (list == null) {
        throw new IllegalStateException("fields.txt is missing");
      }
      return list.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
