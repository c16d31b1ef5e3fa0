package dev.logferry.forwarder.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates concatenated gzip data one member at a time: reading ends where a member does, after its
 * checksum held. {@link java.util.zip.GZIPInputStream} does not show where members meet.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GzipMembers extends InputStream {

  public static final int MAGIC_1 = 0x1f;
  public static final int MAGIC_2 = 0x8b;

  private static final int DEFLATE = 8;
  private static final int FIXED_HEADER_REST_BYTES = 6; // time, extra flags, operating system
  private static final int HEADER_CHECKSUM = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int RESERVED = 0xe0;

  private InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private long filledBytes;
  private long memberOffset;
  private boolean inMember;

  public GzipMembers(InputStream in) {
    this.in = in;
  }

  /** Begins to read other data, wherever the reading of the last stands. */
  void open(InputStream other) {
    in = other;
    start = 0;
    end = 0;
    filledBytes = 0;
    memberOffset = 0;
    inMember = false;
  }

  /**
   * Goes to the next member; the one before has to be read to its end.
   *
   * @return false if there is none
   */
  public boolean nextMember() throws IOException {
    if (inMember) {
      throw new IllegalStateException("the member was not read to its end");
    }
    if (start == end && !fill()) {
      return false;
    }
    memberOffset = filledBytes - (end - start);
    readHeader();
    inflater.reset();
    checksum.reset();
    inMember = true;
    return true;
  }

  /** Where this member begins, in bytes of the compressed data. */
  public long memberOffset() {
    return memberOffset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!inMember || length == 0) {
      return inMember ? 0 : -1;
    }
    int count = inflate(target, offset, length);
    while (count == 0 && !inflater.finished()) {
      feed();
      count = inflate(target, offset, length);
    }
    if (count > 0) {
      checksum.update(target, offset, count);
      return count;
    }
    endMember();
    return -1;
  }

  @Override
  public void close() throws IOException {
    inflater.end(); // frees native memory
    in.close();
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException _) {
      throw new ZipException("invalid deflate data");
    }
  }

  private void feed() throws IOException {
    if (inflater.needsDictionary()) {
      throw new ZipException("it asks for a dictionary");
    }
    if (start == end && !fill()) {
      throw new EOFException();
    }
    inflater.setInput(buffer, start, end - start);
    start = end;
  }

  private void endMember() throws IOException {
    start = end - inflater.getRemaining();
    long announcedChecksum = littleEndian(4);
    long announcedLength = littleEndian(4);
    if (announcedChecksum != checksum.getValue()
        || announcedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("its checksum or length is wrong");
    }
    inMember = false;
  }

  private void readHeader() throws IOException {
    if (readByte() != MAGIC_1 || readByte() != MAGIC_2) {
      throw new ZipException(
          (memberOffset == 0 ? "it" : "what follows") + " is not in gzip format");
    }
    if (readByte() != DEFLATE) {
      throw new ZipException("unknown compression method");
    }
    int flags = readByte();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("unknown flags in its header");
    }
    pass(FIXED_HEADER_REST_BYTES);
    if ((flags & EXTRA) != 0) {
      pass(littleEndian(2));
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    pass((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
  }

  private void skipText(int flag) throws IOException {
    while (flag != 0 && readByte() != 0) {
      // its end is a zero
    }
  }

  private void pass(long bytes) throws IOException {
    for (long skipped = 0; skipped < bytes; skipped++) {
      readByte();
    }
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  private int readByte() throws IOException {
    if (start == end && !fill()) {
      throw new EOFException();
    }
    return buffer[start++] & 0xff;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    start = 0;
    end = Math.max(0, count);
    filledBytes += end;
    return count > 0;
  }
}
