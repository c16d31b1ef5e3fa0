package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.decode.SubscriptionDecoder;
import java.io.InputStream;

/**
 * Opens objects that Firehose wrote of what CloudWatch Logs sent: gzipped envelopes without
 * anything between them; the same gzipped once more; or envelopes as JSON, gzipped or not, with
 * line ends between them or nothing. Told apart by how they begin.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html">Data delivery
 *     in Firehose</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs.html">Decompression
 *     of CloudWatch Logs</a>
 */
public final class ObjectDecoder {

  private final SubscriptionDecoder decoder;
  private final long maxDecompressedBytes;

  /**
   * @param maxDecompressedBytes an envelope that inflates beyond this is refused
   */
  public ObjectDecoder(long maxDecompressedBytes) {
    this.decoder = new SubscriptionDecoder(maxDecompressedBytes);
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  /**
   * Begins to read an object.
   *
   * @param object its bytes; closed with what is returned
   */
  public ObjectEnvelopes open(InputStream object) {
    return new ObjectEnvelopes(object, decoder, maxDecompressedBytes);
  }
}
