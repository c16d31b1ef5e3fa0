package dev.logferry.forwarder.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** All members of gzip data as one stream. Fails when bytes are left over that are no member. */
public final class JoinedMembers extends InputStream {

  /** No writer of logs makes even one. */
  private static final int MAX_EMPTY_MEMBERS = 100;

  private final GzipMembers members;
  private final InputStream inflated;
  private int emptyMembers;

  public JoinedMembers(GzipMembers members) {
    this(members, members);
  }

  /**
   * @param inflated reads from the members
   */
  public JoinedMembers(GzipMembers members, InputStream inflated) {
    this.members = members;
    this.inflated = inflated;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = inflated.read(target, offset, length);
    while (count < 0 && members.nextMember()) {
      count = inflated.read(target, offset, length);
      emptyMembers = count < 0 ? emptyMembers + 1 : 0;
      if (emptyMembers > MAX_EMPTY_MEMBERS) {
        throw new ZipException("too many empty members follow each other");
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    members.close();
  }
}
