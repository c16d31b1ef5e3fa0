package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.json.Utf8;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {

  private static final long MILLIS = 1_788_469_694_945L;

  @Test
  void an_id_of_cloudwatchs_layout_says_when_the_event_happened_and_was_taken_in() {
    Utf8 id = Utf8.of("39884206962262237034345270816056979902206612763524464640");

    assertThat(EventIds.eventMillis(id)).isEqualTo(MILLIS);
    assertThat(EventIds.ingestionMillis(id, MILLIS)).isEqualTo(1_788_469_700_185L);
  }

  @Property(tries = 1_000, seed = "4711")
  void every_time_of_this_century_is_read_back(
      @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_799_000L) long event,
      @ForAll @LongRange(min = -10_000_000, max = 1_200_000_000) long delay,
      @ForAll long call,
      @ForAll short counter) {
    Utf8 id = Utf8.of(id(event, event + delay, call, counter));

    assertThat(EventIds.eventMillis(id)).isEqualTo(event);
    assertThat(EventIds.ingestionMillis(id, event)).isEqualTo(event + delay);
  }

  @Test
  void an_id_that_does_not_agree_with_its_event_says_nothing() {
    Utf8 id = Utf8.of(id(MILLIS, MILLIS + 5, 1, (short) 2));

    assertThat(EventIds.ingestionMillis(id, MILLIS + 1)).isEqualTo(-1);
    assertThat(EventIds.ingestionMillis(Utf8.of(id(MILLIS, MILLIS * 2, 1, (short) 2)), MILLIS))
        .isEqualTo(-1);
    assertThat(EventIds.ingestionMillis(Utf8.of(id(MILLIS, 5, 1, (short) 2)), MILLIS))
        .isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "eventId1",
        "31953106606966983378809025079804211143289615424298221568x",
        "3195310660696698337880902507980421114328961542429822156x",
        "36950000000000010000000000000000000000000000000001591719",
        "99999999999999999999999999999999999999999999999999999999"
      })
  void another_id_says_nothing(String id) {
    assertThat(EventIds.eventMillis(Utf8.of(id))).isEqualTo(-1);
    assertThat(EventIds.ingestionMillis(Utf8.of(id), MILLIS)).isEqualTo(-1);
  }

  private static String id(long event, long ingestion, long call, short counter) {
    BigInteger calls = new BigInteger(Long.toUnsignedString(call));
    return BigInteger.valueOf(event)
        .shiftLeft(144)
        .or(BigInteger.valueOf(ingestion).shiftLeft(80))
        .or(calls.shiftLeft(16))
        .or(BigInteger.valueOf(counter & 0xffff))
        .toString();
  }
}
