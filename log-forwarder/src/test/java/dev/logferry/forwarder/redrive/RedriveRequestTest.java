package dev.logferry.forwarder.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.testing.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveRequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}}",
      })
  void a_schedule_asks_for_nothing_special(String event) {
    assertThat(read(event)).isEqualTo(RedriveRequest.SCHEDULED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedule", "rejected", "dry-run"})
  void the_sample_events_are_understood(String name) throws IOException {
    Path file = Events.file("redrive/" + name + ".event.json");
    boolean isSchedule = name.equals("schedule");

    assertThat(read(Files.readString(file)).equals(RedriveRequest.SCHEDULED)).isEqualTo(isSchedule);
  }

  @Test
  void the_operator_asks_for_all_or_for_a_prefix() {
    assertThat(read("{\"rejected\":\"all\"}"))
        .isEqualTo(new RedriveRequest(Optional.of(""), Optional.empty(), false));
    assertThat(read("{\"rejected\":\"rejected/2026/\",\"malformed\":\"malformed/2026/11/\"}"))
        .isEqualTo(
            new RedriveRequest(
                Optional.of("rejected/2026/"), Optional.of("malformed/2026/11/"), false));
    assertThat(read("{\"dry_run\":true}"))
        .isEqualTo(new RedriveRequest(Optional.empty(), Optional.empty(), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{\"refuse\":\"all\"}",
        "{\"rejected\":true}",
        "{\"rejected\":\"2026/11/22\"}",
        "{\"malformed\":\"rejected/\"}",
        "{\"rejected\":",
      })
  void what_it_does_not_understand_it_says(String event) {
    assertThatThrownBy(() -> read(event))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsAnyOf("expected {}", "neither all nor the beginning of a key");
  }

  private static RedriveRequest read(String event) {
    return RedriveRequest.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }
}
