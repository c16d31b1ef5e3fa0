package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Documents, rejections and letters for tests. */
final class TestDeadLetters {

  static final DeadLetterHeader HEADER =
      new DeadLetterHeader(
          DeadLetterKind.REJECTED,
          Instant.parse("2026-11-22T10:15:30.123Z"),
          "request-1",
          "1.2.3",
          "rules-1");
  static final Rejection REJECTION =
      new Rejection(
          new Cause(400, "document_parsing_exception", "user.id", "failed to parse 'x'"), 2, false);
  static final Rejection RETRYABLE =
      new Rejection(
          new Cause(403, "cluster_block_exception", "", "blocked by: index write"), 1, true);
  static final int MAX_LINE_BYTES = 10_000_000;

  private TestDeadLetters() {}

  static LogDocument document(String id, int part, String json) {
    return new LogDocument(
        new DataStream("shop.api", "production"),
        id,
        json.getBytes(StandardCharsets.UTF_8),
        1_795_342_530_123L,
        Set.of(),
        part);
  }

  static LogDocument ofService(String service, int part) {
    return document("id-" + part, part, "{\"service\":{\"name\":\"%s\"}}".formatted(service));
  }

  static List<DeadLetter> read(byte[] object) throws IOException {
    return read(object, MAX_LINE_BYTES);
  }

  static List<DeadLetter> read(byte[] object, int maxLineBytes) throws IOException {
    try (DeadLetterReader reader =
        DeadLetterReader.of(new ByteArrayInputStream(object), maxLineBytes)) {
      List<DeadLetter> letters = new ArrayList<>();
      for (Optional<DeadLetter> letter = reader.next();
          letter.isPresent();
          letter = reader.next()) {
        letters.add(letter.get());
      }
      return letters;
    }
  }
}
