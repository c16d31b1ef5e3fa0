package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A payload read to its end. */
public record Reading(Decoded decoded, List<LogEvent> events, Next end) {

  private static final long AMPLE_BYTES = 100L << 20;

  public static Reading ofEnvelope(String envelope) {
    return ofGzip(Payloads.gzip(envelope));
  }

  static Reading ofGzip(byte[] gzip) {
    return of(new SubscriptionDecoder(AMPLE_BYTES).decodePayload(gzip));
  }

  static Reading ofLambdaEvent(String event) {
    return ofLambdaEvent(event.getBytes(StandardCharsets.UTF_8));
  }

  static Reading ofLambdaEvent(byte[] event) {
    return of(new SubscriptionDecoder(AMPLE_BYTES).decode(new ByteArrayInputStream(event)));
  }

  public static Reading of(Decoded decoded) {
    List<LogEvent> events = new ArrayList<>();
    return switch (decoded) {
      case LogBatch batch -> {
        Next next = batch.events().next();
        while (next instanceof LogEvent event) {
          events.add(event.copy());
          next = batch.events().next();
        }
        yield new Reading(decoded, events, next);
      }
      case Malformed undecodable -> new Reading(decoded, events, undecodable);
      case ControlMessage _ -> new Reading(decoded, events, new EndOfEvents());
    };
  }

  public List<String> messages() {
    return events.stream().map(event -> event.message().toString()).toList();
  }

  public boolean complete() {
    return end instanceof EndOfEvents;
  }

  /** Why the payload, or the rest of it, could not be read. */
  public String why() {
    return end instanceof Malformed(String why) ? why : "nothing was wrong";
  }
}
