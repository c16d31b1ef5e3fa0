package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "/ecs/shop, /ecs/shop, true",
    "/ecs/shop, /ecs/shop2, false",
    "/ecs/*, /ecs/, true",
    "/ecs/*, /ecs/a/b, true",
    "/ecs/*-api, /ecs/shop-api, true",
    "/ecs/*-api, /ecs/shop-api-2, false",
    "*api*, /ecs/shop-api-2, true",
    "*, anything, true",
    "/ecs/sh?p, /ecs/shop, true",
    "/ecs/sh?p, /ecs/shoop, false",
    "'', a, false",
    "*a*b, aab, true",
    "*ab, aab, true"
  })
  void it_matches_whole_names(String pattern, String name, boolean matches) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void many_wildcards_take_no_exponential_time() {
    Glob glob = new Glob("*a".repeat(250) + "b");

    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> assertThat(glob.matches("a".repeat(512))).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/aws/lambda/forwarder", "a", "/", "/ecs/*", "A_b-c.d#e", "?"})
  void a_pattern_that_can_match_a_log_group_is_taken(String pattern) {
    assertThat(Glob.ofLogGroups(pattern).pattern()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/ecs/shop ", "/ecs shop", "/ecs/", "ロ", "a,b", "[a]"})
  void a_pattern_that_matches_no_log_group_is_rejected_with_the_right_form(String pattern) {
    assertThatThrownBy(() -> Glob.ofLogGroups(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + pattern + "'")
        .hasMessageContaining("/ecs/shop-*");
  }

  @Test
  void an_arn_is_rejected_with_the_remedy() {
    assertThatThrownBy(
            () -> Glob.ofLogGroups("arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/shop:*"))
        .hasMessageContaining("is an ARN; give the log group's name");
  }
}
