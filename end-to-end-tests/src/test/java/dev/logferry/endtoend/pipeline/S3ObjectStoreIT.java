package dev.logferry.endtoend.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.localstack.lambda.Payload;
import dev.logferry.localstack.lambda.onfailure.OnFailureBucket;
import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import dev.logferry.localstack.s3.LocalS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store that the function uses, against a real server of S3's API. */
class S3ObjectStoreIT {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final LocalS3 S3 = LocalS3.start("letters", "listed");

  private static ObjectStore store;

  @BeforeAll
  static void connect() {
    store = new S3ObjectStore(() -> S3Connection.from(S3.environment(), Duration.ofSeconds(30)));
  }

  @AfterAll
  static void stop() {
    S3.close();
  }

  @Test
  void what_is_put_is_read_again() throws IOException {
    byte[] content = new byte[5_000_000];
    new SplittableRandom(1).nextBytes(content);

    store.put("letters", "refused/2026/11/22/shop/a.ndjson.gz", content, MINUTE);

    assertThat(read("letters", "refused/2026/11/22/shop/a.ndjson.gz")).isEqualTo(content);
  }

  @Test
  void an_object_without_content_is_one() throws IOException {
    store.put("letters", "empty", new byte[0], MINUTE);
    assertThat(read("letters", "empty")).isEmpty();
  }

  @Test
  void what_is_not_there_is_told_apart_from_what_cannot_be_read() {
    assertThatThrownBy(() -> store.open("letters", "no/such"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("bucket letters has no object no/such");
    assertThatThrownBy(() -> store.open("no-such-bucket", "a"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("NoSuchBucket");
  }

  @Test
  void a_put_that_fails_says_where_and_why() {
    assertThatThrownBy(() -> store.put("no-such-bucket", "a/b", new byte[1], MINUTE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a/b in bucket no-such-bucket cannot be stored: 404 NoSuchBucket");
  }

  @Test
  void lists_a_prefix_page_by_page_in_order() throws IOException {
    for (int i = 0; i < 1010; i++) {
      S3.put("listed", "a/%04d".formatted(1009 - i), new byte[] {1, 2});
    }
    S3.put("listed", "b/0", new byte[1]);

    ObjectPage first = store.list("listed", "a/", Optional.empty());
    ObjectPage second = store.list("listed", "a/", first.continuation());

    List<ObjectPage.Entry> all = new ArrayList<>(first.objects());
    all.addAll(second.objects());
    assertThat(first.objects()).hasSize(1000);
    assertThat(second.continuation()).isEmpty();
    assertThat(all)
        .extracting(ObjectPage.Entry::key)
        .hasSize(1010)
        .isSorted()
        .first()
        .isEqualTo("a/0000");
    assertThat(all).allMatch(entry -> entry.sizeBytes() == 2);
    assertThat(all.getFirst().lastModified()).isAfter(Instant.now().minusSeconds(600));
  }

  @Test
  void what_is_deleted_is_gone_and_may_be_deleted_again() throws IOException {
    store.put("letters", "gone", "a".getBytes(UTF_8), MINUTE);
    store.delete("letters", "gone");
    store.delete("letters", "gone");

    assertThatThrownBy(() -> store.open("letters", "gone"))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void an_on_failure_record_lies_under_the_key_that_lambda_gives_it() throws IOException {
    S3.createBucket("failures");
    new OnFailureBucket(S3, "failures")
        .accept(
            new OnFailureRecord(
                Instant.parse("2026-11-22T23:59:58.5Z"),
                "request",
                "arn:aws:lambda:eu-central-1:000000000000:function:forwarder",
                OnFailureCondition.RETRIES_EXHAUSTED,
                3,
                Payload.of("{\"awslogs\":{\"data\":\"\"}}"),
                Optional.empty()));

    String key = store.list("failures", "", Optional.empty()).objects().getFirst().key();
    assertThat(key)
        .matches("aws/lambda/async/forwarder/2026/11/22/2026-11-22T23\\.59\\.58-[0-9a-f-]{36}");
    assertThat(new String(read("failures", key), UTF_8)).contains("\"awslogs\"");
  }

  @Test
  void a_server_that_comes_back_has_what_it_had() throws IOException {
    store.put("letters", "kept", new byte[] {7}, MINUTE);
    S3.stop();
    ObjectStore hurried =
        new S3ObjectStore(() -> S3Connection.from(S3.environment(), Duration.ofSeconds(2)));
    assertThatThrownBy(() -> hurried.open("letters", "kept")).isInstanceOf(IOException.class);

    S3.restart();

    assertThat(read("letters", "kept")).containsExactly(7);
  }

  private static byte[] read(String bucket, String key) throws IOException {
    try (InputStream in = store.open(bucket, key)) {
      return in.readAllBytes();
    }
  }
}
