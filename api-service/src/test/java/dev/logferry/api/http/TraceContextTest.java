package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** See https://www.w3.org/TR/trace-context/#traceparent-header. */
class TraceContextTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final Random random = new Random(4);

  @Test
  void continues_the_callers_trace_with_a_span_of_its_own() {
    TraceContext trace = from("00-" + TRACE + "-" + CALLER + "-01");

    assertThat(trace.traceId()).isEqualTo(TRACE);
    assertThat(trace.spanId()).isNotEqualTo(CALLER).matches("[0-9a-f]{16}");
    assertThat(trace.sampled()).isTrue();
    assertThat(trace.traceparent()).isEqualTo("00-" + TRACE + "-" + trace.spanId() + "-01");
  }

  @Test
  void only_the_last_bit_of_the_flags_says_whether_the_trace_is_recorded() {
    assertThat(from("00-" + TRACE + "-" + CALLER + "-02").sampled()).isFalse();
    assertThat(from("00-" + TRACE + "-" + CALLER + "-ff").sampled()).isTrue();
    assertThat(from("00-" + TRACE + "-" + CALLER + "-00").traceparent()).endsWith("-00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-" + TRACE + "-" + CALLER + "-01",
        "cc-" + TRACE + "-" + CALLER + "-01",
        "cc-" + TRACE + "-" + CALLER + "-01-",
        "cc-" + TRACE + "-" + CALLER + "-01-what-the-future-will-be-like",
        " 00-" + TRACE + "-" + CALLER + "-01 ",
      })
  void takes_later_versions_for_what_it_knows_of_them(String header) {
    assertThat(from(header).traceId()).isEqualTo(TRACE);
    assertThat(from(header).traceparent()).startsWith("00-").hasSize(55);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + TRACE + "-" + CALLER + "-01",
        "00-" + TRACE + "-" + CALLER + "-01-",
        "00-" + TRACE + "-" + CALLER + "-01-more",
        "00-" + TRACE + "-" + CALLER + "-01.more",
        "cc-" + TRACE + "-" + CALLER + "-01.more",
        "00-" + TRACE + "-" + CALLER,
        "00-" + TRACE + "-" + CALLER + "-1",
        "00-00000000000000000000000000000000-" + CALLER + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + CALLER + "-01",
        "00-" + TRACE + "-B7AD6B7169203331-01",
        "00-" + TRACE + "1-" + CALLER + "-01",
        "00-" + TRACE + "-" + CALLER + "-0X",
        "0-" + TRACE + "-" + CALLER + "-01",
        "00_" + TRACE + "_" + CALLER + "_01",
        "００-" + TRACE + "-" + CALLER + "-01"
      })
  void begins_a_trace_where_the_callers_is_not_understood(String header) {
    TraceContext trace = from(header);

    assertThat(trace.traceId()).isNotEqualTo(TRACE);
    assertThat(trace.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  void reads_no_endless_header() {
    String header = "cc-" + TRACE + "-" + CALLER + "-01-" + "x".repeat(500);

    assertThat(from(header).traceId()).isNotEqualTo(TRACE);
  }

  @Test
  void without_a_caller_every_trace_is_another_one() {
    TraceContext one = TraceContext.from(Optional.empty(), random);
    TraceContext other = TraceContext.from(Optional.empty(), random);

    assertThat(one.traceId()).isNotEqualTo(other.traceId());
    assertThat(one.sampled()).isFalse();
  }

  @Test
  void an_id_is_never_all_zero() {
    RandomGenerator zero = () -> 0;

    assertThat(TraceContext.from(Optional.empty(), zero).traceparent())
        .isEqualTo("00-00000000000000000000000000000001-0000000000000001-00");
  }

  @Test
  void refuses_ids_that_are_none() {
    assertThatThrownBy(() -> new TraceContext("0".repeat(32), CALLER, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TraceContext(TRACE, "B7AD6B7169203331", true))
        .hasMessageContaining("B7AD6B7169203331");
  }

  private TraceContext from(String header) {
    return TraceContext.from(Optional.of(header), random);
  }
}
