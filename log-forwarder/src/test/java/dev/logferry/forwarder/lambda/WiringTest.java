package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WiringTest {

  @Test
  void nothing_random_is_drawn_before_the_first_invocation() throws IOException {
    AtomicInteger drawn = new AtomicInteger();
    try (FakeElasticsearch elasticsearch = FakeElasticsearch.start()) {
      ForwardHandler handler =
          new ForwardHandler(
              Wiring.from(
                  Map.of("LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString()),
                  () -> new SplittableRandom(drawn.incrementAndGet())));
      assertThat(drawn).hasValue(0);

      forward(handler);
      assertThat(elasticsearch.stored()).isNotEmpty();
      assertThat(drawn).as("for the first node and for the delivery").hasValue(2);

      forward(handler);
      assertThat(drawn).as("for the second delivery").hasValue(3);
    }
  }

  private static void forward(ForwardHandler handler) throws IOException {
    handler.handleRequest(
        new ByteArrayInputStream(Events.lambdaEvent("mixed-batch")),
        new ByteArrayOutputStream(),
        new TestContext(Duration.ofSeconds(60)));
  }
}
