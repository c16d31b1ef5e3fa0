package dev.logferry.forwarder.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.s3.ObjectPage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private final MemoryBudget budget = new MemoryBudget(100 * 1024);

  @Test
  void an_object_reserves_four_times_its_size_in_kibibytes_and_at_most_everything() {
    assertThat(reserveAndRelease(0)).isEqualTo(1);
    assertThat(reserveAndRelease(10 * 1024)).isEqualTo(41);
    assertThat(reserveAndRelease(1024 * 1024)).isEqualTo(100);
  }

  @Test
  void an_object_waits_until_there_is_room_for_it() throws InterruptedException {
    int all = budget.reserve(ofBytes(1024 * 1024));
    Thread waiting = Thread.ofPlatform().start(() -> budget.reserve(ofBytes(10)));

    while (waiting.getState() != Thread.State.WAITING) {
      assertThat(waiting.isAlive()).as("it has not waited").isTrue();
      Thread.onSpinWait();
    }
    budget.release(all);
    waiting.join();
  }

  private int reserveAndRelease(long bytes) {
    int reserved = budget.reserve(ofBytes(bytes));
    budget.release(reserved);
    return reserved;
  }

  private static RedriveObject ofBytes(long bytes) {
    return new RedriveObject(
        new RedriveSource("bucket", "", Optional.empty()),
        new ObjectPage.Entry("key", bytes, World.NOW));
  }
}
