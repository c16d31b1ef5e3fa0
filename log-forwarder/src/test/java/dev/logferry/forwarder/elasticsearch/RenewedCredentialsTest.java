package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenewedCredentialsTest {

  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private String stored = "b2xk";
  private int reads;
  private boolean away;

  private final RenewedCredentials credentials =
      new RenewedCredentials(this::read, Duration.ofMinutes(5), () -> now);

  @Test
  void they_are_read_once_while_they_are_young() {
    credentials.get();
    now = now.plus(Duration.ofMinutes(5).minusMillis(1));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void they_are_read_again_when_they_have_grown_old() {
    credentials.get();
    stored = "bmV3";
    now = now.plus(Duration.ofMinutes(5));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void old_ones_go_on_while_new_ones_cannot_be_had() {
    credentials.get();
    away = true;
    now = now.plus(Duration.ofHours(1));

    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
  }

  @Test
  void the_first_ones_have_to_be_had() {
    away = true;

    assertThatThrownBy(credentials::get).hasMessage("away");
    away = false;
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("b2xk"));
  }

  @Test
  void refused_ones_are_read_again_whatever_their_age() {
    Credentials refused = credentials.get();
    stored = "bmV3";

    assertThat(credentials.differFrom(refused)).isTrue();
    assertThat(credentials.get()).isEqualTo(new Credentials.ApiKey("bmV3"));
  }

  @Test
  void refused_ones_that_are_still_the_same_are_told_so() {
    Credentials refused = credentials.get();

    assertThat(credentials.differFrom(refused)).isFalse();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void several_rejections_at_once_cost_one_reading() {
    Credentials refused = credentials.get();
    stored = "bmV3";

    assertThat(credentials.differFrom(refused)).isTrue();
    assertThat(credentials.differFrom(refused)).isTrue();
    assertThat(reads).isEqualTo(2);
  }

  private Credentials read() {
    if (away) {
      throw new UncheckedIOException("away", new IOException());
    }
    reads++;
    return new Credentials.ApiKey(stored);
  }
}
