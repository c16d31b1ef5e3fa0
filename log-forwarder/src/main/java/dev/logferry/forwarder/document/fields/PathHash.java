package dev.logferry.forwarder.document.fields;

/**
 * A hash of a field's dotted path, made name by name: FNV-1a with 64 bits. Equal paths have equal
 * hashes, however they are written (nested, dotted or both).
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">The FNV hash</a>
 */
public final class PathHash {

  /** The hash of the empty path, which the document itself has. */
  public static final long EMPTY = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private PathHash() {}

  /** The hash of a path that goes on with another name. */
  public static long below(long path, byte[] name, int start, int end) {
    long hash = path == EMPTY ? path : (path ^ '.') * PRIME;
    for (int at = start; at < end; at++) {
      hash = (hash ^ name[at]) * PRIME;
    }
    return hash;
  }

  /** The hash of a path that goes on with another byte. */
  static long with(long path, byte next) {
    return (path ^ next) * PRIME;
  }

  /** The hash of a path of ASCII characters. */
  public static long of(String path) {
    long hash = EMPTY;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** Where to begin to look for a hash in a table, whose size is a power of two. */
  static int slot(long hash, int size) {
    return (int) (hash ^ (hash >>> 32)) & (size - 1);
  }
}
