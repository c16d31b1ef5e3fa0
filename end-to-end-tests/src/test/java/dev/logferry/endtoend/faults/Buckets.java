package dev.logferry.endtoend.faults;

import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.localstack.lambda.onfailure.OnFailureBucket;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The on-failure bucket and the bucket of dead letters, on a local S3. */
final class Buckets implements AutoCloseable {

  static final String FAILURES = "failures";
  static final String DEAD_LETTERS = "dead-letters";

  private final LocalS3 s3 = LocalS3.start(FAILURES, DEAD_LETTERS);
  private final ObjectStore store =
      new S3ObjectStore(() -> S3Connection.from(s3.environment(), Duration.ofSeconds(30)));
  private boolean removed;

  Map<String, String> environment() {
    return s3.environment();
  }

  OnFailureBucket onFailure() {
    return new OnFailureBucket(s3, FAILURES);
  }

  /** The events that Lambda gave up. */
  List<JsonNode> failedEvents() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String key : keys(FAILURES)) {
      try (InputStream record = store.open(FAILURES, key)) {
        events.add(JsonMapper.shared().readTree(record).path("requestPayload"));
      }
    }
    return events;
  }

  List<DeadLetter> deadLetters() throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String key : keys(DEAD_LETTERS)) {
      try (DeadLetterReader reader = DeadLetterReader.of(store.open(DEAD_LETTERS, key), 1 << 20)) {
        for (Optional<DeadLetter> next = reader.next(); next.isPresent(); next = reader.next()) {
          letters.add(next.get());
        }
      }
    }
    return letters;
  }

  void clear() throws IOException {
    for (String bucket : List.of(FAILURES, DEAD_LETTERS)) {
      for (String key : keys(bucket)) {
        store.delete(bucket, key);
      }
    }
  }

  /** Removes the empty bucket of dead letters, as if somebody had. */
  void removeDeadLetterBucket() throws IOException {
    URI bucket = URI.create(s3.endpoint() + "/" + DEAD_LETTERS);
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status =
          http.send(HttpRequest.newBuilder(bucket).DELETE().build(), BodyHandlers.discarding())
              .statusCode();
      if (status != 204) {
        throw new IOException("DELETE %s: %d".formatted(bucket, status));
      }
      removed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  void restoreDeadLetterBucket() {
    if (removed) {
      s3.createBucket(DEAD_LETTERS);
      removed = false;
    }
  }

  private List<String> keys(String bucket) throws IOException {
    if (removed && bucket.equals(DEAD_LETTERS)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ObjectPage page = store.list(bucket, "", continuation);
      page.objects().forEach(object -> keys.add(object.key()));
      continuation = page.continuation();
    } while (continuation.isPresent());
    return keys;
  }

  @Override
  public void close() {
    s3.close();
  }
}
