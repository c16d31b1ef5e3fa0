package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.Script;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.LocalLambda;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** From a document that is refused to its letter in S3, through the function as it is deployed. */
class DeadLetterIT {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void a_refused_document_is_kept_with_its_cause_and_the_invocation_succeeds() throws IOException {
    try (FakeElasticsearch elasticsearch = FakeElasticsearch.start();
        LocalS3 s3 = LocalS3.start("letters");
        LocalLambda lambda = lambda(elasticsearch, s3)) {
      // The second document, in its own form and as the fallback document if there is one.
      elasticsearch.answers(Script.items(201, 404), Script.items(404));

      Invocation invocation = lambda.invoke(Events.lambdaEvent("mixed-batch"));

      assertThat(String.join("\n", log)).contains("\"dead_lettered\":1").doesNotContain("SLF4J");
      assertThat(invocation.result()).isInstanceOf(InvocationResult.Succeeded.class);
      ObjectStore store =
          new S3ObjectStore(() -> S3Connection.from(s3.environment(), Duration.ofSeconds(20)));
      ObjectPage page = store.list("letters", "rejected/", Optional.empty());
      assertThat(page.objects()).hasSize(1);
      try (DeadLetterReader reader =
          DeadLetterReader.of(store.open("letters", page.objects().getFirst().key()), 1 << 20)) {
        assertThat(reader.header().rules()).matches("[0-9a-f]{16}");
        assertThat(reader.header().forwarderVersion()).isNotEqualTo("development");
        RejectedDocument letter = (RejectedDocument) reader.next().orElseThrow();
        assertThat(letter.rejection().cause().status()).isEqualTo(404);
        assertThat(letter.origin().account()).isNotEmpty();
        assertThat(reader.next()).isEmpty();
      }
    }
  }

  private LocalLambda lambda(FakeElasticsearch elasticsearch, LocalS3 s3) {
    Map<String, String> environment = new HashMap<>(s3.environment());
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString());
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", "letters");
    return LocalLambda.start(
        ForwarderFunction.settings(ForwarderFunction.taskRoot(ROOT), environment, 512),
        AsyncSettings.DEFAULT,
        log::add);
  }
}
