package dev.logferry.forwarder.json;

/**
 * 64-bit FNV-1a. Plain arithmetic, so that the keys of error groups do not depend on the JDK; not
 * for use against an attacker who wants two names or two errors to collide.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9923.html">FNV</a>
 */
public final class Hash {

  /** The hash of nothing. */
  public static final long EMPTY = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  /** The hash of what goes on with another byte. */
  public static long step(long hash, byte b) {
    return (hash ^ (b & 0xff)) * PRIME;
  }

  public static long of(byte[] bytes, int start, int end) {
    return step(EMPTY, bytes, start, end);
  }

  /** The hash of what goes on with more bytes. */
  public static long step(long before, byte[] bytes, int start, int end) {
    long hash = before;
    for (int at = start; at < end; at++) {
      hash = (hash ^ (bytes[at] & 0xff)) * PRIME;
    }
    return hash;
  }

  /** The hash of a text of ASCII characters. */
  public static long of(String ascii) {
    long hash = EMPTY;
    for (int i = 0; i < ascii.length(); i++) {
      hash = (hash ^ ascii.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** Where to begin to look for a hash in a table, whose size is a power of two. */
  public static int slot(long hash, int size) {
    return (int) (hash ^ (hash >>> 32)) & (size - 1);
  }

  /** Spreads every bit over all 64, so that sums of hashes are good hashes. */
  public static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
