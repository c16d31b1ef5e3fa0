package dev.logferry.forwarder.deadletter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;

/**
 * The keys of dead letter objects: by kind, day in UTC, and service. A key is never used twice, so
 * that nothing is ever overwritten: Lambda's second attempt has the request id of its first.
 *
 * @param prefix of every key; empty, or ends in {@code /}
 */
public record ObjectKeys(String prefix) {

  private static final int LONGEST_NAME = 100;

  /** What the keys of all objects of a kind begin with. */
  public String prefixOf(DeadLetterKind kind) {
    return prefix + kind.folder();
  }

  /** A new key. */
  String next(DeadLetterKind kind, DeadLetterHeader header, Set<String> services) {
    String service =
        switch (kind) {
          case REFUSED -> name(services.size() == 1 ? services.iterator().next() : "mixed") + "/";
          case UNREADABLE -> "";
        };
    return "%s%s/%s%s-%s.ndjson.gz"
        .formatted(
            prefixOf(kind),
            day(header.writtenAt()),
            service,
            name(header.requestId()),
            UUID.randomUUID());
  }

  private static String day(Instant at) {
    return DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC).format(at);
  }

  /** A log line names its service: it must not choose folders, nor the length of a key. */
  private static String name(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._-]", "_");
    String cut = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    return cut.isEmpty() || cut.startsWith(".") ? "unknown" + cut : cut;
  }
}
