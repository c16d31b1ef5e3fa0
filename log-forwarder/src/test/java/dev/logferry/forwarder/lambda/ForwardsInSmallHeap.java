package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The program of {@link HeapIT}: the handler with the event that comes on standard input. */
final class ForwardsInSmallHeap {

  private ForwardsInSmallHeap() {}

  public static void main(String[] arguments) throws IOException {
    byte[] event = System.in.readAllBytes(); // as the runtime client holds it
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    TestContext context = new TestContext(Duration.ofMinutes(10));
    try {
      new ForwardHandler(Wiring.from(System.getenv()))
          .handleRequest(new ByteArrayInputStream(event), answer, context);
      System.out.println(answer.toString(StandardCharsets.UTF_8));
    } catch (ForwardingFailed e) {
      System.out.println("failed: " + e.getMessage());
    }
  }
}
