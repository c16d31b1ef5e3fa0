package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.decode.GzipMembers;
import dev.logferry.forwarder.decode.JoinedMembers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;

/**
 * The text of an object in sections, after each of which reading can go on whatever is in it: its
 * gzip members, or all of it if it is not compressed.
 */
final class ObjectSections implements AutoCloseable {

  private final PushbackInputStream object;
  private Optional<GzipMembers> members = Optional.empty();
  private String place = "";
  private Stage stage = Stage.BEFORE;

  private enum Stage {
    BEFORE,
    WITHIN,
    AFTER
  }

  ObjectSections(InputStream object) {
    this.object = new PushbackInputStream(object, 2);
  }

  /** The next section; the one before has to be read to its end. */
  Optional<InputStream> next() throws IOException {
    return switch (stage) {
      case BEFORE -> first();
      case WITHIN -> nextMember();
      case AFTER -> Optional.empty();
    };
  }

  /** Where the section lies that was opened last; empty if it is the whole object. */
  String place() {
    return members.isEmpty()
        ? ""
        : "in the gzip member at byte " + members.get().memberOffset() + place;
  }

  @Override
  public void close() throws IOException {
    if (members.isPresent()) {
      members.get().close();
    }
    object.close();
  }

  private Optional<InputStream> first() throws IOException {
    if (!beginsAsGzip(object)) {
      stage = Stage.AFTER;
      return Optional.of(object);
    }
    stage = Stage.WITHIN;
    GzipMembers outer = new GzipMembers(object);
    members = Optional.of(outer);
    outer.nextMember();
    PushbackInputStream inflated = new PushbackInputStream(outer, 2);
    if (!beginsAsGzip(inflated)) {
      return Optional.of(inflated);
    }
    place = " of the object as inflated once";
    members = Optional.of(new GzipMembers(new JoinedMembers(outer, inflated)));
    return nextMember();
  }

  private Optional<InputStream> nextMember() throws IOException {
    GzipMembers current = members.orElseThrow();
    return current.nextMember() ? Optional.of(current) : Optional.empty();
  }

  private static boolean beginsAsGzip(PushbackInputStream in) throws IOException {
    byte[] begin = in.readNBytes(2);
    in.unread(begin);
    return begin.length == 2
        && (begin[0] & 0xff) == GzipMembers.MAGIC_1
        && (begin[1] & 0xff) == GzipMembers.MAGIC_2;
  }
}
