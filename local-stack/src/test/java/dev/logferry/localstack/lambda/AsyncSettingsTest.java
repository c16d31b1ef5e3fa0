package dev.logferry.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AsyncSettingsTest {
  private final AsyncSettings settings = AsyncSettings.DEFAULT;

  @Test
  void begin_with_the_defaults_of_lambda() {
    assertThat(settings.maximumRetryAttempts()).isEqualTo(2);
    assertThat(settings.retryWaits()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
    assertThat(settings.maximumEventAge()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void refuse_what_lambda_would_refuse_and_name_it() {
    assertRefused(() -> settings.withMaximumRetryAttempts(3), "3 retry attempts");
    assertRefused(() -> settings.withMaximumRetryAttempts(-1), "-1 retry attempts");
    assertRefused(() -> settings.withMaximumEventAge(Duration.ofSeconds(59)), "PT59S");
    assertRefused(() -> settings.withMaximumEventAge(Duration.ofHours(7)), "PT7H");
    assertRefused(() -> settings.withRetryWaits(Duration.ZERO), "2 retries need as many waits");
    assertRefused(
        () -> settings.withRetryWaits(Duration.ZERO, Duration.ofSeconds(-1)), "wait is negative");
  }

  private static void assertRefused(ThrowingCallable attempt, String words) {
    assertThatThrownBy(attempt)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
