package dev.logferry.forwarder.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Inflates gzip data and fails when bytes are left over. {@link GZIPInputStream} ignores what
 * follows its trailer unless that is another sound gzip header, so that a second member with a
 * damaged header would be lost in silence.
 */
final class WholeGzipStream extends GZIPInputStream {

  private static final int TRAILER_BYTES = 8;

  /**
   * The superclass calls itself once for each empty member in a row, which takes as much stack as
   * there are members. No writer of logs makes even one.
   */
  private static final int MOST_EMPTY_MEMBERS = 100;

  private int emptyMembers;

  WholeGzipStream(InputStream in, int bufferBytes) throws IOException {
    super(in, bufferBytes);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = readMember(buffer, offset, length);
    // What the inflater did not take begins with the trailer, which its superclass only peeks at.
    if (count < 0 && (inf.getRemaining() > TRAILER_BYTES || in.available() > 0)) {
      throw new ZipException("bytes follow its end");
    }
    return count;
  }

  private int readMember(byte[] buffer, int offset, int length) throws IOException {
    if (emptyMembers > MOST_EMPTY_MEMBERS) {
      throw new ZipException("too many empty members follow each other");
    }
    emptyMembers++;
    try {
      return super.read(buffer, offset, length);
    } finally {
      emptyMembers--;
    }
  }
}
