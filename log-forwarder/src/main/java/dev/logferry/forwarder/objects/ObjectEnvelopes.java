package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.decode.DecodeFailure;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The envelopes of one object, read one after the other. Holds one envelope at a time. What is
 * broken is passed over to the next gzip member if there is one; else reading ends there.
 */
public final class ObjectEnvelopes implements AutoCloseable {

  /** Gzipped once more, a small object could hold billions of these. */
  private static final int MAX_EMPTY_SECTIONS = 1000;

  private final CountedInputStream object;
  private final ObjectSections sections;
  private final SubscriptionDecoder decoder;
  private final long maxDecompressedBytes;

  private JsonObjects text = JsonObjects.NONE;
  private int number;
  private long toldBytes;
  private boolean ended;

  ObjectEnvelopes(InputStream object, SubscriptionDecoder decoder, long maxDecompressedBytes) {
    this.object = new CountedInputStream(object);
    this.sections = new ObjectSections(this.object);
    this.decoder = decoder;
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  /**
   * An envelope, or what stands in its place.
   *
   * @param position where it is, in words
   * @param decoded what it holds
   */
  public record Found(String position, Decoded decoded) {}

  /** The next envelope; empty after the last one, or after what ends all reading. */
  public Optional<Found> next() {
    if (ended) {
      return Optional.empty();
    }
    try {
      if (!findText()) {
        ended = true;
        return Optional.empty();
      }
      number++;
      return Optional.of(text.atObject() ? envelope() : noEnvelope());
    } catch (IOException e) {
      ended = true;
      return Optional.of(
          new Found(
              "after envelope %d %s".formatted(number, sections.place()).strip(),
              DecodeFailure.of(e, maxDecompressedBytes)));
    }
  }

  @Override
  public void close() throws IOException {
    sections.close();
  }

  private boolean findText() throws IOException {
    for (int empty = 0; !text.hasMore(maxDecompressedBytes); empty++) {
      Optional<InputStream> section = sections.next();
      if (section.isEmpty()) {
        return false;
      }
      if (empty > MAX_EMPTY_SECTIONS) {
        throw new ZipException("too many empty members");
      }
      text = new JsonObjects(section.get());
    }
    return true;
  }

  private Found envelope() throws IOException {
    String position = position();
    boolean whole = false;
    EnvelopeBuffer spool = new EnvelopeBuffer(maxDecompressedBytes);
    try {
      whole = text.copyObject(spool);
    } catch (EnvelopeBuffer.Overflow _) {
      ended = true;
      position += ", where reading was given up";
    } catch (IOException e) { // what came before is an envelope that breaks off
      ended = true;
      position += ", where " + DecodeFailure.of(e, maxDecompressedBytes).why();
    }
    Decoded decoded = decoder.decodePayload(spool.finish());
    return new Found(position, whole ? counted(decoded) : brokenOff(counted(decoded)));
  }

  /** A batch finds out by itself; the decoder reads no more of a control message than it needs. */
  private static Decoded brokenOff(Decoded decoded) {
    return decoded instanceof ControlMessage
        ? new Malformed("the decompressed payload is truncated JSON")
        : decoded;
  }

  private Found noEnvelope() throws IOException {
    String position = position();
    ended = !text.skipRest(maxDecompressedBytes);
    return new Found(position, new Malformed("what stands there is not a JSON object"));
  }

  private String position() {
    String place = sections.place();
    return "envelope %d %s".formatted(number, place.isEmpty() ? "at byte " + text.offset() : place);
  }

  /** With the bytes that it took in the object, not those that it takes here. */
  private Decoded counted(Decoded decoded) {
    if (!(decoded instanceof LogBatch batch)) {
      return decoded;
    }
    long bytes = object.readBytes() - toldBytes;
    toldBytes = object.readBytes();
    return new LogBatch(batch.origin(), batch.events(), bytes);
  }
}
