package dev.logferry.forwarder.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NoDeadLettersTest {

  private final NoDeadLetters letters = new NoDeadLetters();

  @Test
  void without_a_bucket_every_letter_is_said_to_be_lost_with_its_part() {
    letters.rejected(TestDeadLetters.ofService("shop", 4), TestDeadLetters.REJECTION);
    letters.rejected(TestDeadLetters.ofService("shop", 4), TestDeadLetters.REJECTION);
    letters.unreadable(7, new byte[1], "not gzip");

    assertThat(letters.finish())
        .isEqualTo(
            new DeadLetterResult(0, 3, Set.of(4, 7), "LOGFERRY_DEAD_LETTER_BUCKET is not set"));
  }

  @Test
  void without_a_letter_nothing_is_lost() {
    assertThat(letters.finish()).isEqualTo(DeadLetterResult.NOTHING);
  }
}
