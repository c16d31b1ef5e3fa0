package dev.logferry.sampledata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Rows in COPY's binary form, which the server need not parse.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS">COPY,
 *     binary format</a>
 */
final class CopyRows {

  /** What a COPY begins with: signature, flags, no extension. */
  static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** What it ends with. */
  static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

  private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream out;

  CopyRows(int expectedBytes) {
    out = new ByteArrayOutputStream(expectedBytes);
  }

  CopyRows row(int columns) {
    twoBytes(columns);
    return this;
  }

  CopyRows int2(int value) {
    fourBytes(2);
    twoBytes(value);
    return this;
  }

  CopyRows int4(int value) {
    fourBytes(4);
    fourBytes(value);
    return this;
  }

  CopyRows int8(long value) {
    fourBytes(8);
    eightBytes(value);
    return this;
  }

  CopyRows text(String value) {
    return utf8(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A text whose bytes were made before. */
  CopyRows utf8(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    fourBytes(length);
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return this;
  }

  CopyRows date(LocalDate day) {
    return int4((int) ChronoUnit.DAYS.between(EPOCH_DAY, day));
  }

  /** Seconds since 1970. */
  CopyRows timestamp(long epochSecond) {
    return int8((epochSecond - EPOCH.getEpochSecond()) * 1_000_000);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void twoBytes(int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private void fourBytes(int value) {
    twoBytes(value >> 16);
    twoBytes(value);
  }

  private void eightBytes(long value) {
    fourBytes((int) (value >> 32));
    fourBytes((int) value);
  }
}
