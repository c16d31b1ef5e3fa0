package dev.logferry.forwarder.document.error.text;

/**
 * 64-bit FNV-1a with a final mix. Plain arithmetic, so that keys do not depend on the JDK; not for
 * use against an attacker who wants two errors to collide.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9923.html">FNV</a>
 */
public final class Hash {

  public static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  public static long step(long hash, byte b) {
    return (hash ^ (b & 0xff)) * PRIME;
  }

  public static long of(byte[] bytes, int start, int end) {
    long hash = SEED;
    for (int at = start; at < end; at++) {
      hash = (hash ^ (bytes[at] & 0xff)) * PRIME;
    }
    return hash;
  }

  /** Spreads every bit over all 64, so that sums of hashes are good hashes. */
  public static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
