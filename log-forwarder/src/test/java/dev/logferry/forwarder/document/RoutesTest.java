package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  private static final DataStream SOME = new DataStream("some", "default");

  @ParameterizedTest
  @CsvSource({
    "/ecs/shop-api,/ecs/shop-api,true",
    "/ecs/shop-api,/ecs/shop-ap,false",
    "/ecs/shop-api,/ecs/shop-apis,false",
    "/ecs/*,/ecs/shop-api,true",
    "/ecs/*,/ecs/,true",
    "/ecs/*,/ecs,false",
    "/ecs/*,/aws/ecs/x,false",
    "*,'',true",
    "'','',true",
    "'',a,false",
    "*,/any/thing,true",
    "*-api,/ecs/shop-api-api,true",
    "*-api,/ecs/shop-api-apx,false",
    "/*/shop-*-x,/ecs/shop-a-b-x,true",
    "/*/shop-*-x,/ecs/shop-a-b-y,false",
    "a**b,ab,true",
    "a?c,abc,true",
    "a?c,ac,false",
    "a?*c,ac,false",
    "a?*c,axyzc,true",
    "a.c,abc,false",
    "[ab],a,false"
  })
  void a_route_takes_whole_names(String glob, String logGroup, boolean takes) {
    assertThat(new Route(new Glob(glob), SOME).takes(logGroup, "s")).isEqualTo(takes);
  }

  @Test
  void many_stars_over_a_long_name_come_to_an_end() {
    Route route = new Route(new Glob("*a".repeat(200) + "*b"), SOME);
    assertThat(route.takes("a".repeat(512), "s")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/ecs/*, /ecs/shop-api, shop-api",
    "/*/shop-*, /ecs/shop-a-b, ecs a-b",
    "*-api, shop-api-api, shop-api",
    "a**b, ab, ' '",
    "*, x, x",
    "a*, a, ''",
  })
  void each_star_stands_for_a_part(String glob, String name, String parts) {
    assertThat(String.join(" ", new Glob(glob).parts(name).orElseThrow())).isEqualTo(parts);
  }

  @Test
  void a_route_may_be_for_some_streams_of_a_group() {
    Route web = new Route(new Glob("/ecs"), new Glob("web/*"), SOME, "web-$1$9$", Optional.empty());
    DataStream rest = new DataStream("rest", "default");
    Routes routes = new Routes(List.of(web), rest);
    assertThat(routes.of("/ecs", "web/a"))
        .isEqualTo(new Routes.Decision(SOME, "web-a$9$", ZoneOffset.UTC));
    assertThat(routes.of("/ecs", "job/a").dataStream()).isEqualTo(rest);
    assertThat(routes.of("/other", "web/a").dataStream()).isEqualTo(rest);
  }

  @Test
  void the_first_route_that_takes_the_log_group_wins() {
    DataStream first = new DataStream("first", "default");
    DataStream second = new DataStream("second", "default");
    Routes routes =
        new Routes(
            List.of(new Route(new Glob("/a/*"), first), new Route(new Glob("/*"), second)), SOME);
    assertThat(routes.of("/a/b", "s").dataStream()).isEqualTo(first);
    assertThat(routes.of("/b", "s").dataStream()).isEqualTo(second);
    assertThat(routes.of("b", "s").dataStream()).isEqualTo(SOME);
  }

  @Test
  void a_data_stream_is_named_by_dataset_and_namespace() {
    assertThat(new DataStream("shop.api_2", "production").name())
        .isEqualTo("logs-shop.api_2-production");
    assertThat(new DataStream("d".repeat(100), "n".repeat(100)).name()).hasSize(206);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a-b", "A", "aB", "a b", "a/b", "a\\b", "a*", "a?", "a\"", "a<", "a>", "a|", "a,b",
        "a#", "a:b", ".", "..", ".a", "_a", "{x}", "a{", "a@b", "+", "a\n", "\u00a0", "\u01c5", "é",
            "a\u0000"
      })
  void a_name_that_elasticsearch_refuses_is_refused_and_named(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataStream(name, "default"))
        .withMessageContaining("the dataset '" + name + "'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataStream("some", name))
        .withMessageContaining("the namespace '" + name + "'");
  }

  @Test
  void a_name_of_more_than_a_hundred_characters_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DataStream("d".repeat(101), "x"));
  }
}
