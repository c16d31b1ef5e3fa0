package dev.logferry.api.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CursorTest {

  private static final Cursor CURSOR = new Cursor("products, category=skin-care");

  @Test
  void every_position_comes_back() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      Position position = new Position(random.nextLong(), random.nextLong());

      assertThat(CURSOR.position(CURSOR.text(position))).contains(position);
    }
  }

  @Test
  void a_changed_character_is_noticed_wherever_it_is() {
    String text = CURSOR.text(new Position(4_200_000, 17));
    for (int i = 0; i < text.length(); i++) {
      for (char other : "AQgw-_9z".toCharArray()) {
        String changed = text.substring(0, i) + other + text.substring(i + 1);

        assertThat(CURSOR.position(changed).isPresent())
            .as("%s at %d", changed, i)
            .isEqualTo(changed.equals(text));
      }
    }
  }

  @Test
  void one_of_another_list_is_noticed() {
    String text = new Cursor("products, category=make-up").text(new Position(1, 2));

    assertThat(CURSOR.position(text)).isEmpty();
  }

  @Test
  void whatever_else_it_may_be_it_is_none() {
    String text = CURSOR.text(new Position(1, 2));

    assertThat(CURSOR.position("")).isEmpty();
    assertThat(CURSOR.position("あ")).isEmpty();
    assertThat(CURSOR.position(text + "=")).isEmpty();
    assertThat(CURSOR.position(text.substring(1))).isEmpty();
    assertThat(CURSOR.position(text + text)).isEmpty();
  }
}
