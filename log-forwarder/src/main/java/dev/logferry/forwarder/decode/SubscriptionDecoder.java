package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Opens the event of a CloudWatch Logs subscription: base64, gzip, JSON. The decompressed payload
 * is read as a stream and never held whole. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">Subscription
 *     filters: the payload</a>
 */
public final class SubscriptionDecoder {

  private final LambdaEvent lambdaEvent = new LambdaEvent();
  private final long maxDecompressedBytes;

  /** Mostly one: a payload is read to its end before the next is opened. */
  private final Deque<PayloadBuffers> idle = new ArrayDeque<>();

  /**
   * @param maxDecompressedBytes payloads that inflate beyond this are refused
   */
  public SubscriptionDecoder(long maxDecompressedBytes) {
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  /**
   * Decodes the event that Lambda hands to the function.
   *
   * @param event JSON with {@code awslogs.data}; read to its end, not closed
   */
  public Decoded decode(InputStream event) {
    try {
      return decodePayload(lambdaEvent.compressedPayload(event));
    } catch (MalformedEvent e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Decodes one envelope.
   *
   * @param gzip the envelope's JSON, compressed
   */
  public Decoded decodePayload(byte[] gzip) {
    PayloadBuffers payload = idle.isEmpty() ? new PayloadBuffers() : idle.pop();
    Decoded decoded;
    try {
      decoded = decoded(gzip, payload);
    } catch (IOException e) {
      decoded = DecodeFailure.of(e, maxDecompressedBytes);
    }
    if (!(decoded instanceof LogBatch)) {
      giveBack(payload);
    }
    return decoded;
  }

  private Decoded decoded(byte[] gzip, PayloadBuffers payload) throws IOException {
    payload.open(gzip, maxDecompressedBytes);
    Envelope envelope = Envelope.read(payload);
    if (!envelope.problem().isEmpty()) {
      return new Malformed(envelope.problem());
    }
    if (envelope.isControlMessage()) {
      return new ControlMessage();
    }
    if (!envelope.isAtEvents()) { // something stood after them
      payload.open(gzip, maxDecompressedBytes);
      Envelope.skipToEvents(payload.json);
    }
    return new LogBatch(
        envelope.origin(), new LogEvents(this, payload, maxDecompressedBytes), gzip.length);
  }

  /** Keeps what a payload was read with for the next one. */
  void giveBack(PayloadBuffers payload) {
    payload.shrink();
    idle.push(payload);
  }
}
