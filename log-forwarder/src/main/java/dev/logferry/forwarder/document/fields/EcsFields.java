package dev.logferry.forwarder.document.fields;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * ECS's own list of fields, from {@code ecs-fields.tsv}, by the hash of their paths. A path of
 * another field with the same hash would be taken for it, which at 64 bits happens to nobody by
 * accident, and would cost only that field.
 */
final class EcsFields {

  /** More than twice the number of fields, so that looking for one ends soon. */
  private static final int SLOTS = 8_192;

  private static final EcsFields INSTANCE = new EcsFields(read());

  private final long[] paths = new long[SLOTS];
  private final EcsType[] types = new EcsType[SLOTS];

  private EcsFields(byte[] list) {
    Arrays.fill(types, EcsType.NONE);
    int line = 0;
    while (line < list.length) {
      int end = line;
      int tab = line;
      long path = PathHash.EMPTY;
      for (; list[end] != '\n'; end++) {
        tab = list[end] == '\t' ? end : tab;
      }
      if (list[line] != '#') {
        path = PathHash.below(path, list, line, tab);
        add(path, new String(list, tab + 1, end - tab - 1, StandardCharsets.US_ASCII));
      }
      line = end + 1;
    }
  }

  /** What ECS says of the field at a path. */
  static EcsType at(long path) {
    return INSTANCE.typeAt(path);
  }

  private EcsType typeAt(long path) {
    int slot = PathHash.slot(path, SLOTS);
    while (paths[slot] != 0) {
      if (paths[slot] == path) {
        return types[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return EcsType.NONE;
  }

  private void add(long path, String type) {
    int slot = PathHash.slot(path, SLOTS);
    while (paths[slot] != 0) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    paths[slot] = path;
    types[slot] = EcsType.of(type);
  }

  private static byte[] read() {
    try (InputStream list = EcsFields.class.getResourceAsStream("ecs-fields.tsv")) {
      if (list == null) {
        throw new IllegalStateException("ecs-fields.tsv is missing");
      }
      return list.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
