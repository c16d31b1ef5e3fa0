package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.TestMapping.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of line becomes. */
class LineTableTest {

  private final TestMapping mapping = TestMapping.PLAIN;

  @Test
  void every_document_says_where_it_came_from() {
    Document document = mapping.map("plain");

    assertThat(document.text())
        .isEqualTo(
            """
            {"@timestamp":"2025-11-22T09:30:00.123Z","message":"plain",\
            "event":{"id":"31953106606966983378809025079804211143289615424298221568","dataset":"shop"},\
            "data_stream":{"type":"logs","dataset":"shop","namespace":"production"},\
            "cloud":{"provider":"aws","region":"eu-central-1","account":{"id":"111122223333"}},\
            "aws":{"cloudwatch":{"log_group":"/ecs/shop-api","log_stream":"api/api/0f1e",\
            "event_id":"31953106606966983378809025079804211143289615424298221568"}},\
            "log":{"file":{"path":"/ecs/shop-api/api/api/0f1e"}},"ecs":{"version":"8.11.0"},\
            "tags":["forwarded"],"service":{"name":"shop-api"}}""");
    assertThat(document.document().dataStream().name()).isEqualTo("logs-shop-production");
    assertThat(document.document().epochMillis()).isEqualTo(TestMapping.EPOCH_MILLIS);
    assertThat(document.document().guards()).isEmpty();
  }

  @Test
  void an_event_without_id_takes_the_documents() {
    Document document = mapping.map(new LogEvent("", 5, "line", 3));
    assertThat(document.at("event/id")).isEqualTo(document.document().id()).hasSize(20);
    assertThat(document.at("aws/cloudwatch/event_id")).isEqualTo("absent");
  }

  @Test
  void an_origin_with_half_a_surrogate_pair_is_mended() {
    Document document =
        mapping.map(new Origin("1\uD800", "g\uDC00", "s"), new LogEvent("i\uD83D", 5, "line", 0));
    assertThat(document.at("aws/cloudwatch/log_group")).isEqualTo("g\uFFFD");
    assertThat(document.at("event/id")).isEqualTo("i\uFFFD");
    assertThat(document.guarded()).containsExactly("surrogate");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -62_135_596_800_000L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 50})
  void no_timestamp_makes_mapping_fail(long epochMillis) {
    assertThat(mapping.map(new LogEvent("1", epochMillis, "line", 0)).at("message"))
        .isEqualTo("line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "plain text",
        "[1,2]",
        "\"a string\"",
        "5",
        "{",
        "{}}",
        "{\"a\":1",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":{\"b\":1}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "\uFEFF{\"a\":1}",
        "two\nlines\r\n\u0000\u2028"
      })
  void what_is_no_json_object_stays_text_to_the_letter(String line) {
    Document document = mapping.map(line);
    assertThat(document.at("message")).isEqualTo(line);
    assertThat(document.at("@timestamp")).isEqualTo(TestMapping.TIME);
    assertThat(document.at("json")).isEqualTo("absent");
  }

  @Test
  void another_json_object_goes_under_json_with_message_level_and_time_lifted() {
    Document document =
        mapping.map(
            "{\"time\":\"2025-11-22T08:00:00Z\",\"severity\":\"Warning\",\"msg\":\"hello\",\"a.b\":{\"c.d\":[1,{\"e\":null}]},\"n\":12345678901234567890.10}");

    assertThat(document.at("message")).isEqualTo("hello");
    assertThat(document.at("log/level")).isEqualTo("WARN");
    assertThat(document.at("@timestamp")).isEqualTo("2025-11-22T08:00:00.000Z");
    assertThat(document.at("json/a.b/c.d")).isEqualTo("[1,{\"e\":null}]");
    assertThat(document.text()).contains("\"n\":12345678901234567890.10");
    assertThat(document.guarded()).isEmpty();
  }

  @Test
  void a_json_object_without_a_message_is_its_own_message() {
    String line = " {\"a\" : 1}\n";
    assertThat(mapping.map(line).at("message")).isEqualTo(line);
    assertThat(mapping.map("{}").at("message")).isEqualTo("{}");
    assertThat(mapping.map("{\"msg\":5}").at("message")).isEqualTo("{\"msg\":5}");
    assertThat(mapping.map("{\"message\":\" \",\"msg\":\"x\"}").at("message")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"level\":\"error\"}|ERROR",
        "{\"level\":50}|ERROR",
        "{\"level\":10}|TRACE",
        "{\"level\":60}|FATAL",
        "{\"level\":55}|ERROR",
        "{\"level\":7}|absent",
        "{\"level\":200}|absent",
        "{\"level\":\"  WARN \"}|WARN",
        "{\"level\":\"\",\"severity\":\"ERR\"}|ERROR",
        "{\"level\":{\"x\":1},\"lvl\":\"warn\"}|WARN",
        "{\"log.level\":\"info\",\"level\":\"error\"}|INFO",
        "{\"log\":{\"level\":\"info\"},\"level\":\"error\"}|INFO",
        "{\"log\":{\"level\":5},\"level\":\"error\"}|ERROR",
        "{\"level\":\"odd\"}|absent",
        "{\"level\":\"\\u001b[31merror\\u001b[39m\"}|ERROR",
        "{\"status\":\"error\"}|ERROR",
        "{\"status\":3}|absent",
        "{\"levelno\":40}|ERROR",
        "{\"level_value\":40000}|ERROR",
        "{\"SeverityNumber\":17}|ERROR",
        "{\"@l\":\"Fatal\"}|FATAL",
        "{\"log\":\"x\"}|absent"
      })
  void a_json_objects_level_is_lifted(String line, String level) {
    assertThat(mapping.map(line).at("log/level")).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1763803800|2025-11-22T09:30:00.000Z",
        "1763803800.25|2025-11-22T09:30:00.250Z",
        "1763803800123|2025-11-22T09:30:00.123Z",
        "1763803800123456|2025-11-22T09:30:00.123456000Z",
        "1763803800123456789|2025-11-22T09:30:00.123456789Z",
        "1.763803800E9|2025-11-22T09:30:00.000Z",
        "\"2025-11-22T10:30:00.5+01:00\"|2025-11-22T09:30:00.500Z",
        "\"2025-11-22 09:30:00Z\"|2025-11-22T09:30:00.000Z",
        "\"1763803800\"|2025-11-22T09:30:00.000Z",
        "[1763803800]|2025-11-22T09:30:00.000Z",
        "{\"epochSecond\":1763803800,\"nanoOfSecond\":5}|2025-11-22T09:30:00.000000005Z",
        "{\"seconds\":1763803800,\"nanos\":500000000}|2025-11-22T09:30:00.500Z",
        "{\"$date\":\"2025-11-22T09:30:00Z\"}|2025-11-22T09:30:00.000Z",
        "\"2025-11-22T09:30:00\"|2025-11-22T09:30:00.000Z"
      })
  void a_json_objects_time_is_lifted(String time, String expected) {
    assertThat(mapping.map("{\"ts\":" + time + "}").at("@timestamp")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999",
        "-1e999",
        "1e-999",
        "-5",
        "0",
        "12",
        "99999999999999999999999999",
        "true",
        "null",
        "{}",
        "[1763803800,1]",
        "[]",
        "{\"epochSecond\":{\"seconds\":1}}",
        "\"\"",
        "\"now\"",
        "\"12\""
      })
  void what_names_no_instant_leaves_cloudwatchs_time(String time) {
    assertThat(mapping.map("{\"ts\":" + time + "}").at("@timestamp")).isEqualTo(TestMapping.TIME);
  }

  @Test
  void an_ecs_line_becomes_the_document_itself() {
    Document document =
        mapping.map(
            "{\"@timestamp\":\"2025-11-22T09:00:00.123456789+01:00\",\"log.level\":\" WARN\",\"ecs.version\":\"1.2.0\",\"message\":\"hi\",\"http\":{\"request.method\":\"GET\"},\"http.response\":{\"status_code\":500},\"process.thread.name\":\"main\",\"tags\":[\"own\"]}");

    assertThat(document.at("@timestamp")).isEqualTo("2025-11-22T08:00:00.123456789Z");
    assertThat(document.at("log/level")).isEqualTo("WARN");
    assertThat(document.at("ecs/version")).isEqualTo("1.2.0");
    assertThat(document.at("http"))
        .isEqualTo("{\"request\":{\"method\":\"GET\"},\"response\":{\"status_code\":500}}");
    assertThat(document.at("process/thread/name")).isEqualTo("main");
    assertThat(document.at("tags")).isEqualTo("[\"own\",\"forwarded\"]");
    assertThat(document.at("json")).isEqualTo("absent");
    assertThat(document.guarded()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ecs.version\":\"1\",\"a.b\":1}",
        "{\"ecs\":{\"version\":\"1\"},\"a.b\":1}",
        "{\"@timestamp\":\"\",\"a.b\":1}",
        "{\"@timestamp\":null,\"a.b\":1}"
      })
  void one_sign_of_ecs_is_enough(String line) {
    Document document = mapping.map(line);
    assertThat(document.at("a/b")).isEqualTo("1");
    assertThat(document.at("@timestamp")).isEqualTo(TestMapping.TIME);
  }
}
