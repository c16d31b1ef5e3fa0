package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DocumentIdTest {

  private static final Origin ORIGIN = new Origin("111122223333", "/ecs/shop-api", "api/1");
  private final DocumentId documentId = new DocumentId();

  /** Computed with Python's hashlib, struct and base64. */
  @Test
  void is_what_another_program_computes() {
    assertThat(documentId.of(ORIGIN, new LogEvent("42", 1_763_803_800_123L, "not hashed", 7)))
        .isEqualTo("AZqq5iI76laXuJH7MTAA");
    assertThat(documentId.of(ORIGIN, new LogEvent("", 1_763_803_800_123L, "gr\u00fc\u00df", 7)))
        .isEqualTo("AZqq5iI7HXy0e7P8eWI7");
  }

  @Property(tries = 1_000, seed = "4711")
  void is_time_and_hash_as_documented(
      @ForAll String owner,
      @ForAll String group,
      @ForAll String stream,
      @ForAll String id,
      @ForAll long timestamp)
      throws Exception {
    LogEvent event = new LogEvent(id, timestamp, "message", 3);
    List<String> hashed =
        id.isEmpty()
            ? List.of(owner, group, stream, "message", "3")
            : List.of(owner, group, stream, id);
    assertThat(documentId.of(new Origin(owner, group, stream), event))
        .hasSize(20)
        .matches("[A-Za-z0-9_-]{20}")
        .isEqualTo(independently(timestamp, hashed));
  }

  private static String independently(long timestamp, List<String> fields) throws Exception {
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    writeAll(new DataOutputStream(hashed), fields);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed.toByteArray());
    ByteArrayOutputStream id = new ByteArrayOutputStream();
    for (int shift = 40; shift >= 0; shift -= 8) {
      id.write((int) (timestamp >>> shift));
    }
    id.write(hash, 0, 9);
    return Base64.getUrlEncoder().encodeToString(id.toByteArray());
  }

  private static void writeAll(DataOutputStream out, List<String> fields) throws IOException {
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  @Test
  void differs_with_every_part_and_with_where_parts_end() {
    LogEvent event = new LogEvent("id", 5, "m", 0);
    List<String> ids =
        List.of(
            id("a", "b", "c", event),
            id("x", "b", "c", event),
            id("a", "x", "c", event),
            id("a", "b", "x", event),
            id("ab", "", "c", event),
            id("", "ab", "c", event),
            id("a", "bc", "", event),
            id("a", "", "bc", event),
            id("a", "b", "c", new LogEvent("other", 5, "m", 0)),
            id("a", "b", "c", new LogEvent("id", 6, "m", 0)),
            id("a", "b", "c", new LogEvent("", 5, "m", 0)),
            id("a", "b", "c", new LogEvent("", 5, "m", 1)),
            id("a", "b", "c", new LogEvent("", 5, "m1", 0)),
            id("a", "b", "", new LogEvent("", 5, "m", 0)),
            id("a", "b", "c", new LogEvent("m", 5, "m", 0)));
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void depends_on_nothing_else_for_an_event_with_an_id() {
    assertThat(id("a", "b", "c", new LogEvent("id", 5, "one text", 0)))
        .isEqualTo(id("a", "b", "c", new LogEvent("id", 5, "another", 99)));
  }

  @Property(tries = 1_000, seed = "4711")
  void sorts_by_time(
      @ForAll @LongRange(max = (1L << 47) - 1) long earlier,
      @ForAll @LongRange(min = 1, max = 1L << 46) long later) {
    byte[] a = decoded(earlier);
    byte[] b = decoded(earlier + later);
    assertThat(java.util.Arrays.compareUnsigned(a, b)).isNegative();
  }

  private byte[] decoded(long timestamp) {
    return Base64.getUrlDecoder()
        .decode(documentId.of(ORIGIN, new LogEvent("1", timestamp, "", 0)));
  }

  @Test
  void does_not_collide_over_many_events_of_one_millisecond() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      ids.add(documentId.of(ORIGIN, new LogEvent("id" + i, 5, "", i)));
    }
    assertThat(ids).hasSize(50_000);
  }

  private String id(String owner, String group, String stream, LogEvent event) {
    return documentId.of(new Origin(owner, group, stream), event);
  }
}
