package dev.logferry.cli.audit;

import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rejected documents of a time range that wait as dead letters, by document id.
 *
 * @param complete false if there are more than memory is meant for
 */
record DeadLetterIndex(Map<String, String> explanations, boolean complete) {
  static final DeadLetterIndex NONE = new DeadLetterIndex(Map.of(), true);
  private static final int MOST = 50_000;
  private static final int MOST_LINE_BYTES = 16 * 1024 * 1024;

  /** Reads every object that was written since the range began. */
  static DeadLetterIndex read(ObjectStore store, String bucket, String prefix, TimeSlice range)
      throws IOException {
    Map<String, String> found = new HashMap<>();
    DeadLetterKeys keys = new DeadLetterKeys(prefix);
    for (DeadLetterKind kind : List.of(DeadLetterKind.REJECTED, DeadLetterKind.RETRYABLE)) {
      Optional<String> continuation = Optional.empty();
      do {
        ObjectPage page = store.list(bucket, keys.prefixOf(kind), continuation);
        for (ObjectPage.Entry entry : page.objects()) {
          if (!entry.lastModified().isBefore(Instant.ofEpochMilli(range.from()))) {
            add(store, bucket, entry.key(), range, found);
          }
          if (found.size() >= MOST) {
            return new DeadLetterIndex(found, false);
          }
        }
        continuation = page.continuation();
      } while (continuation.isPresent());
    }
    return new DeadLetterIndex(found, true);
  }

  private static void add(
      ObjectStore store, String bucket, String key, TimeSlice range, Map<String, String> found)
      throws IOException {
    try (DeadLetterReader reader = DeadLetterReader.of(store.open(bucket, key), MOST_LINE_BYTES)) {
      for (Optional<DeadLetter> letter = reader.next();
          letter.isPresent() && found.size() < MOST;
          letter = reader.next()) {
        if (letter.get() instanceof DeadLetter.RejectedDocument document
            && isIn(range, document.eventTime())) {
          found.put(
              document.id(),
              "%s; in s3://%s/%s".formatted(document.rejection().cause().summary(), bucket, key));
        }
      }
    }
  }

  private static boolean isIn(TimeSlice range, Instant time) {
    long millis = time.toEpochMilli();
    return millis >= range.from() && millis < range.to();
  }
}
