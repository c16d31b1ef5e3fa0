package dev.logferry.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.endtoend.faults.Result.SentAgain;
import dev.logferry.forwarder.testing.FakeElasticsearch.Arrival;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResendsTest {

  private static final Arrival NEW = new Arrival("a", false, true);
  private static final Arrival NEW_UNTOLD = new Arrival("a", false, false);
  private static final Arrival AGAIN = new Arrival("a", true, true);

  @Test
  void a_run_that_sends_what_it_was_told_is_stored_is_caught() {
    assertThat(inOneRun(NEW, AGAIN)).isEqualTo(new SentAgain(1, 0, 0, 0));
  }

  @Test
  void a_run_that_was_not_told_may_send_again() {
    assertThat(inOneRun(NEW_UNTOLD, AGAIN)).isEqualTo(SentAgain.untold(1));
  }

  @Test
  void a_later_run_knows_nothing_of_an_earlier_one() {
    Resends resends = new Resends(List.of(0, 1), 0, 9);

    assertThat(resends.among(List.of(List.of(NEW), List.of(AGAIN))))
        .isEqualTo(SentAgain.redelivered(1));
  }

  @Test
  void a_redrive_that_does_not_look_first_is_caught() {
    Resends resends = new Resends(List.of(0), 0, 1);

    assertThat(resends.among(List.of(List.of(NEW), List.of(AGAIN))))
        .isEqualTo(new SentAgain(0, 0, 0, 1));
  }

  private static SentAgain inOneRun(Arrival first, Arrival second) {
    return new Resends(List.of(0), 0, 9).among(List.of(List.of(first), List.of(second)));
  }
}
