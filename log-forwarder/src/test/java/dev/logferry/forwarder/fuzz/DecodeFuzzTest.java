package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.redact.Redactor;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever Lambda hands over is read or refused with a reason; what is read becomes documents. */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as one wants to go on
class DecodeFuzzTest {

  private static final long CAP_BYTES = 2 << 20;
  private static final Limits LIMITS = new Limits(16, 500, 10 << 20);
  private static final DocumentMapper MAPPER =
      new DocumentMapper(
          new Routes(List.of(), new DataStream("shop", "production")),
          LineFilter.KEEP_ALL,
          new Redactor(List.of(), ""),
          LIMITS,
          "eu-central-1");

  @Test
  void every_payload_is_read_or_refused_with_a_reason() throws InterruptedException {
    FuzzRun.of(600, number -> check(FuzzedPayloads.lambdaEvent(number)));
  }

  static void check(byte[] lambdaEvent) {
    Decoded decoded =
        new SubscriptionDecoder(CAP_BYTES).decode(new ByteArrayInputStream(lambdaEvent));
    switch (decoded) {
      case LogBatch batch -> read(batch);
      case Malformed(String why) -> assertReason(why);
      case ControlMessage _ -> {}
    }
  }

  private static void read(LogBatch batch) {
    int events = 0;
    Next next = batch.events().next();
    for (; next instanceof LogEvent event; next = batch.events().next()) {
      assertThat(event.position()).isEqualTo(events++);
      LogDocument document = (LogDocument) MAPPER.map(batch.origin(), event, new RedactionCounts());
      DocumentLaws.check(document, LIMITS);
    }
    assertThat(batch.events().next()).as("the end stays the end").isEqualTo(next);
    if (next instanceof Malformed(String why)) {
      assertReason(why);
    } else {
      assertThat(next).isEqualTo(new EndOfEvents());
    }
  }

  /** A sentence of ours: nothing of the payload stands in it. */
  private static void assertReason(String why) {
    assertThat(why).hasSizeBetween(10, 300).matches("[ -~]+");
    assertThat(why).doesNotContainIgnoringCase("shop").doesNotContain("ECONN", "ecs.version");
  }
}
