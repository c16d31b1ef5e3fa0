package dev.logferry.api.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedArgumentsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static SeedPlan parse(String... arguments) {
    return SeedArguments.parse(List.of(arguments), NOW);
  }

  @Test
  void without_any_the_data_are_small() {
    assertThat(parse()).isEqualTo(SeedPlan.small(NOW));
  }

  @Test
  void each_says_one_thing() {
    assertThat(parse("--scale", "full", "--replace"))
        .isEqualTo(SeedPlan.full(NOW).withReplace(true));
    assertThat(parse("--replace", "--scale", "full"))
        .isEqualTo(SeedPlan.full(NOW).withReplace(true));
    assertThat(parse("--products", "7", "--reviews", "0", "--random-seed", "3"))
        .isEqualTo(new SeedPlan(7, 0, 3, NOW, false));
  }

  @Test
  void what_is_wrong_is_named_with_what_to_give_instead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--scale", "huge"))
        .withMessageContaining("--scale huge: give small or full");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--products", "-1"))
        .withMessageContaining("--products -1: give a whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--products"))
        .withMessageContaining("--products needs a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--force"))
        .withMessageContaining("'--force' is no option of seed");
  }
}
