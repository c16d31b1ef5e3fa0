package dev.logferry.forwarder.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3ObjectStoreTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Duration SHORT = Duration.ofMillis(600);
  private static final int MORE_THAN_A_SOCKET_TAKES = 12 << 20;

  @Test
  void a_put_is_tried_again_when_s3_is_busy() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.BUSY, FakeS3.STORED)) {
      store(s3.environment()).put("bucket", "a/b", new byte[10], MINUTE);

      assertThat(s3.requests())
          .hasSize(2)
          .allMatch(request -> request.startsWith("PUT /bucket/a/b HTTP/1.1\r\n"))
          .allMatch(request -> request.contains("X-Amz-Security-Token: token\r\n"));
    }
  }

  @Test
  void an_s3_that_stays_busy_fails_the_put_after_three_attempts() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.BUSY)) {
      assertThatThrownBy(() -> store(s3.environment()).put("bucket", "a", new byte[10], MINUTE))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("a in bucket bucket cannot be stored: 503 SlowDown");
      assertThat(s3.requests()).hasSize(3);
    }
  }

  @Test
  void a_rejection_is_told_at_once() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.DENIED)) {
      assertThatThrownBy(() -> store(s3.environment()).put("bucket", "a", new byte[10], MINUTE))
          .hasMessage("a in bucket bucket cannot be stored: 403 AccessDenied: no");
      assertThat(s3.requests()).hasSize(1);
    }
  }

  @Test
  void an_s3_that_never_answers_is_given_up_within_the_limit() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.STORED, FakeS3.SILENCE)) {
      ObjectStore store = warm(s3, SHORT);

      assertThatThrownBy(() -> store.put("bucket", "a", new byte[10], MINUTE))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("a in bucket bucket cannot be stored: ");
    }
  }

  @Test
  void an_s3_that_takes_in_no_content_is_given_up_within_the_limit() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.STORED, FakeS3.SILENCE)) {
      ObjectStore store = warm(s3, SHORT);

      assertThatThrownBy(() -> store.put("bucket", "a", new byte[MORE_THAN_A_SOCKET_TAKES], MINUTE))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_answer_that_breaks_off_is_no_success() throws IOException {
    try (FakeS3 s3 = new FakeS3("HTTP/1.1 20")) {
      assertThatThrownBy(() -> store(s3.environment()).put("bucket", "a", new byte[10], MINUTE))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_s3_that_is_not_there_is_told_with_the_bucket() throws IOException {
    Map<String, String> nobody;
    try (FakeS3 s3 = new FakeS3(FakeS3.STORED)) {
      nobody = s3.environment();
    }
    assertThatThrownBy(() -> store(nobody).put("bucket", "a", new byte[10], MINUTE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in bucket bucket cannot be stored")
        .hasMessageContaining("Connection refused");
  }

  @Test
  void a_wrong_address_is_told_by_the_name_of_its_variable() {
    for (String address : new String[] {"localhost:9000", "http://user:word@host", "a b", "/a"}) {
      assertThatThrownBy(
              () ->
                  store(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", address))
                      .put("bucket", "a", new byte[1], MINUTE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("AWS_ENDPOINT_URL is no address such as http://127.0.0.1:9000");
    }
  }

  @Test
  void a_missing_region_is_told_and_can_be_mended() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.STORED)) {
      Map<String, String> environment = new HashMap<>(s3.environment());
      environment.remove("AWS_REGION");
      ObjectStore store = store(environment);
      assertThatThrownBy(() -> store.put("bucket", "a", new byte[1], MINUTE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("AWS_REGION is not set");

      environment.put("AWS_REGION", "eu-central-1");
      store.put("bucket", "a", new byte[1], MINUTE);
      assertThat(s3.requests()).hasSize(1);
    }
  }

  @Test
  void the_secret_key_is_never_shown() throws IOException {
    try (FakeS3 s3 = new FakeS3(FakeS3.STORED)) {
      assertThat(S3Connection.from(s3.environment(), SHORT).toString())
          .contains("eu-central-1", "id")
          .doesNotContain("secret-key", "token");
    }
  }

  private static ObjectStore store(Map<String, String> environment) {
    return new S3ObjectStore(() -> S3Connection.from(environment, Duration.ofMinutes(1)));
  }

  /** Past the first call, for which the store has more time: it loads the classes. */
  private static ObjectStore warm(FakeS3 s3, Duration limit) throws IOException {
    ObjectStore store = new S3ObjectStore(() -> S3Connection.from(s3.environment(), limit));
    store.put("bucket", "first", new byte[1], MINUTE);
    return store;
  }
}
