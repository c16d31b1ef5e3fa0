package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** An invocation in which nothing is refused, with a bucket for dead letters. */
public final class ForwardsOnce {

  private ForwardsOnce() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    try (FakeElasticsearch elasticsearch = FakeElasticsearch.start()) {
      new ForwardHandler(
              Wiring.from(
                  Map.of(
                      "AWS_REGION", "eu-central-1",
                      "LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString(),
                      "LOGFERRY_DEAD_LETTER_BUCKET", "letters")))
          .handleRequest(
              new ByteArrayInputStream(Events.lambdaEvent("mixed-batch")),
              new ByteArrayOutputStream(),
              new TestContext(Duration.ofSeconds(60)));
    }
  }
}
