package dev.logferry.localstack.cloudwatch.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented grammar, by its own examples where it has one. */
class FilterPatternTest {

  private static final String EVENT =
      """
      {"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another"],
       "objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"cluster.name":"c",
       "ThisFlag":true,"errorCode":400,"bandwidth":75.5,"cluster":{"name":"nested"}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.eventType = \"UpdateTrail\" }",
        "{ $.eventType = UpdateTrail }",
        "{$.eventType=\"Update*\"}",
        "{ $.eventType = Update* }",
        "{ $.eventType != Delete* }",
        "{ $.eventType = %Trail$% }",
        "{ $.['eventType'] = \"UpdateTrail\" }",
        "{ $.sourceIPAddress != \"123.123.*\" }",
        "{ $.arrayKey[0] = \"value\" }",
        "{ $.arrayKey[*] = another }",
        "{ $.objectList[1].id = 2 }",
        "{ $.SomeObject IS NULL }",
        "{ $.SomeOtherObject NOT EXISTS }",
        "{ $.ThisFlag IS TRUE }",
        "{ $.['cluster.name'] = \"c\" }",
        "{ $.cluster.name = nested }",
        "{ $.* = c }",
        "{ $.bandwidth > 75 }",
        "{ $.errorCode = 400 }",
        "{ $.errorCode >= 4e2 }",
        "{ $.eventType = \"x\" || $.errorCode = 400 && $.ThisFlag IS TRUE }",
        "{ ($.eventType = \"x\" || $.errorCode = 400) && $.ThisFlag IS TRUE }",
        ""
      })
  void what_the_documentation_says_of_an_event_matches(String pattern) {
    assertThat(FilterPattern.parse(pattern).matches(EVENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.eventType = \"updatetrail\" }",
        "{ $.eventType = \"Update\" }",
        "{ $.cluster = \"*\" }",
        "{ $.arrayKey = \"*\" }",
        "{ $.missing = \"*\" }",
        "{ $.eventType NOT EXISTS }",
        "{ $.ThisFlag IS FALSE }",
        "{ $.['cluster.name'] = nested }",
        "{ $.bandwidth < 75 }",
        "{ ($.eventType = UpdateTrail || $.errorCode = 400) && $.ThisFlag IS FALSE }"
      })
  void what_it_does_not_say_does_not(String pattern) {
    assertThat(FilterPattern.parse(pattern).matches(EVENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.[\"log.level\"] = \"WARN\" }",
        "{ $['log.level'] = \"WARN\" }",
        "{ $.@timestamp = \"x\" }",
        "{ $.a.*.b[*] = 1 }",
        "{ $.message = a-b }",
        "{ $.message = %(a|b)% }",
        "{ $.level = \"WARN\"",
        "{ }",
        "{ $.level }",
        "{ $.level = \"WARN\" | $.level = \"ERROR\" }",
        "{ $.level = WARN } ERROR",
        "a-b",
        "\"open",
        "%(a|b)%",
        "[a, b",
        "[..., a, ...]",
        "[a ~ 1]"
      })
  void what_cloudwatch_would_not_take_is_rejected(String pattern) {
    assertThatThrownBy(() -> FilterPattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A flat key with a dot and a nested one are two places, and a padded level is another text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ $.['log.level'] = \"WARN\" }; {\"log.level\":\"WARN\"}; true",
        "{ $.['log.level'] = \"WARN\" }; {\"log\":{\"level\":\"WARN\"}}; false",
        "{ $.log.level = \"WARN\" }; {\"log\":{\"level\":\"WARN\"}}; true",
        "{ $.log.level = \"WARN\" }; {\"log.level\":\"WARN\"}; false",
        "{ $.['log.level'] = \"WARN\" }; {\"log.level\":\" WARN\"}; false",
        "{ $.['log.level'] = \"*WARN\" }; {\"log.level\":\" WARN\"}; true",
        "{ $.['log.level'] = %WARN|ERROR% }; {\"log.level\":\"ERROR\"}; true",
        "{ $.['log.level'] = \"WARN\" }; WARN a line that is no JSON; false"
      })
  void levels_are_found_where_they_are(String pattern, String line, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(line)).isEqualTo(matches);
  }

  @Test
  void the_empty_pattern_takes_lines_that_are_no_json() {
    assertThat(FilterPattern.parse(" ").matches("Exception in thread \"main\"")).isTrue();
  }

  private static final String ACCESS =
      "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]",
        "[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request, status_code, bytes]",
        "[..., request =*.html*, status_code = 4*, bytes]",
        "[ip, ..., status_code = 404 || status_code = 410, bytes]",
        "[ip, user, rest]",
        "[..., bytes > 1000]",
        "[ip, user, username, timestamp = \"10/Oct/2000*\", request, status_code >= 400, bytes]",
        "[ip != %192\\.% && ip = 127*, , ...]"
      })
  void columns_are_matched_by_their_place(String pattern) {
    assertThat(FilterPattern.parse(pattern).matches(ACCESS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ip, user, username, timestamp, request, status_code = 200, bytes]",
        "[a, b, c, d, e, f, g, h]",
        "[..., status_code = 4*]",
        "[ip = 127.0.0.1]"
      })
  void columns_that_differ_do_not_match(String pattern) {
    assertThat(FilterPattern.parse(pattern).matches(ACCESS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ERROR; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "error; [ERROR 401] UNAUTHORIZED REQUEST; false",
        "%AUTHORIZED%; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "ERROR REQUEST; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "ERROR MISSING; [ERROR 401] UNAUTHORIZED REQUEST; false",
        "?MISSING ?ERROR; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "?MISSING ?GONE; [ERROR 401] UNAUTHORIZED REQUEST; false",
        "?MISSING REQUEST; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "ERROR -UNAUTHORIZED; [ERROR 401] UNAUTHORIZED REQUEST; false",
        "ERROR -GONE; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "\"[ERROR 401]\"; [ERROR 401] UNAUTHORIZED REQUEST; true",
        "\"ERROR REQUEST\"; [ERROR 401] UNAUTHORIZED REQUEST; false"
      })
  void terms_are_found_anywhere_in_the_line(String pattern, String line, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(line)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[w1=ERROR, w2]; ERROR 09/25/2014 12:00:02 Failed; true",
        "[w1=ERROR || w1=WARNING, w2]; WARNING 09/25/2014 12:00:02 Invalid; true",
        "[w1!=ERROR && w1!=WARNING, w2]; INFO 09/25/2014 12:00:00 GET; true",
        "[w1!=ERROR && w1!=WARNING, w2]; ERROR 09/25/2014 12:00:00 GET; false",
        "[w1=ERROR, w2]; ERROR; false"
      })
  void the_last_column_takes_the_rest_of_the_line(String pattern, String line, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(line)).isEqualTo(matches);
  }
}
