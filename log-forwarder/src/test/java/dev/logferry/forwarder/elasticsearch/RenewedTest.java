package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Credentials and certificates that are rotated outside of the forwarder. */
class RenewedTest {

  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private String stored = "b2xk";
  private int reads;
  private int failures;
  private boolean unavailable;

  private final Renewed<Credentials> credentials =
      new Renewed<>(this::read, Duration.ofMinutes(5), () -> now);

  @Test
  void is_read_once_within_the_time_to_live() {
    credentials.get();
    now = now.plus(Duration.ofMinutes(5).minusMillis(1));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void is_read_again_after_the_time_to_live() {
    credentials.get();
    stored = "bmV3";
    now = now.plus(Duration.ofMinutes(5));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void stays_as_it_was_while_it_cannot_be_read_again() {
    credentials.get();
    unavailable = true;
    now = now.plus(Duration.ofHours(1));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
  }

  @Test
  void has_to_be_readable_the_first_time() {
    unavailable = true;

    assertThatThrownBy(credentials::get).hasMessage("unavailable");
    unavailable = false;
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
  }

  @Test
  void is_read_again_when_it_is_rejected_whatever_its_age() {
    Credentials rejected = credentials.get();
    stored = "bmV3";

    assertThat(credentials.differsFrom(rejected)).isTrue();
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
  }

  @Test
  void does_not_differ_if_the_same_is_read_again() {
    Credentials rejected = credentials.get();

    assertThat(credentials.differsFrom(rejected)).isFalse();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void several_rejections_at_once_cost_one_reading() {
    Credentials rejected = credentials.get();
    stored = "bmV3";

    assertThat(credentials.differsFrom(rejected)).isTrue();
    assertThat(credentials.differsFrom(rejected)).isTrue();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void a_rejection_stands_if_it_cannot_be_read_again() {
    Credentials rejected = credentials.get();
    unavailable = true;

    assertThat(credentials.differsFrom(rejected)).isFalse();
    assertThat(credentials.get()).isEqualTo(rejected);
  }

  /** A cluster that rejects everything must not make every request read a secret. */
  @Test
  void rejections_lead_to_one_reading_in_ten_seconds() {
    Credentials rejected = credentials.get();

    for (int request = 0; request < 100; request++) {
      assertThat(credentials.differsFrom(rejected)).isFalse();
    }
    assertThat(reads).isEqualTo(2);

    stored = "bmV3";
    now = now.plus(Renewed.SHORTEST_INTERVAL);
    assertThat(credentials.differsFrom(rejected)).isTrue();
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void a_source_that_fails_after_the_time_to_live_is_left_alone_for_ten_seconds() {
    credentials.get();
    unavailable = true;
    now = now.plus(Duration.ofHours(1));
    for (int request = 0; request < 100; request++) {
      credentials.get();
    }
    assertThat(failures).isEqualTo(1);

    unavailable = false;
    stored = "bmV3";
    now = now.plus(Renewed.SHORTEST_INTERVAL);
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
  }

  /** So that TLS sessions can be resumed. */
  @Test
  void stays_the_same_object_when_what_is_read_again_is_equal() {
    Credentials before = credentials.get();
    now = now.plus(Duration.ofHours(1));

    assertThat(credentials.get()).isSameAs(before);
    assertThat(reads).isEqualTo(2);
  }

  private Credentials read() {
    if (unavailable) {
      failures++;
      throw new UncheckedIOException("unavailable", new IOException());
    }
    reads++;
    return new Credentials.ApiKey(stored);
  }
}
