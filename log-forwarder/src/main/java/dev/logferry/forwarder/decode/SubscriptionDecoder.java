package dev.logferry.forwarder.decode;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Opens the event of a CloudWatch Logs subscription: base64, gzip, JSON. The decompressed payload
 * is read as a stream and never held whole.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">Subscription
 *     filters: the payload</a>
 */
public final class SubscriptionDecoder {

  /** CloudWatch's own limit for one event is 1 MiB; JSON escapes can make that six times longer. */
  private static final int MAX_STRING_LENGTH = 16 * 1024 * 1024;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build())
          .build();
  private final LambdaEvent lambdaEvent = new LambdaEvent(json);
  private final long maxDecompressedBytes;

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
    Payload payload = new Payload(gzip, json, maxDecompressedBytes);
    try {
      return switch (Envelope.read(payload)) {
        case Envelope.Data data ->
            new LogBatch(data.origin(), LogEvents.open(payload, data), gzip.length);
        case Envelope.Control _ -> new ControlMessage();
        case Envelope.Broken broken -> new Malformed(broken.why());
      };
    } catch (JacksonException e) {
      return DecodeFailure.of(e, maxDecompressedBytes);
    } catch (IOException e) {
      return DecodeFailure.of(e, maxDecompressedBytes);
    }
  }
}
