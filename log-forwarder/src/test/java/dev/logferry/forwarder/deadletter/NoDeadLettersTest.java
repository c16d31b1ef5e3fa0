package dev.logferry.forwarder.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import org.junit.jupiter.api.Test;

class NoDeadLettersTest {

  private final OutcomeCounts counts = new OutcomeCounts();
  private final NoDeadLetters letters = new NoDeadLetters(counts);

  @Test
  void without_a_bucket_every_letter_is_handed_back_with_its_part() {
    letters.rejected(TestDeadLetters.ofService("shop", 4), TestDeadLetters.REJECTION);
    letters.rejected(TestDeadLetters.ofService("shop", 4), TestDeadLetters.RETRYABLE);
    letters.malformed(7, new byte[1], "not gzip");

    assertThat(letters.finish().problem())
        .isEqualTo("3 dead letters could not be kept: LOGFERRY_DEAD_LETTER_BUCKET is not set");
    assertThat(counts.count(Outcome.RETURNED)).isEqualTo(3);
    assertThat(counts.returnedParts()).containsExactly(4, 7);
  }

  @Test
  void without_a_letter_nothing_is_handed_back() {
    assertThat(letters.finish().problem()).isEmpty();
    assertThat(counts.isEmpty()).isTrue();
  }
}
