package dev.logferry.forwarder.document;

import static dev.logferry.forwarder.document.RedactionRule.Replacement.HASH;
import static dev.logferry.forwarder.document.RedactionRule.Replacement.MARK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.TestMapping.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final String CANARY = "canary";
  private static final RedactionRule PATTERN =
      new RedactionRule("bird", new Matches(Pattern.compile("canary")), MARK);
  private static final RedactionRule FIELD = new RedactionRule("pw", new Field("user.pw"), MARK);
  private static final RedactionRule HASHED = new RedactionRule("pw", new Field("user.pw"), HASH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain canary text",
        "canary",
        "{\"a\":\"x canary y\"}",
        "{\"canary\":1}",
        "{\"a\":{\"b.canary.c\":{\"d\":[\"canary\",[\"canary\"]]}}}",
        "{\"message\":\"canary\",\"level\":\"canary\",\"time\":\"canary\"}",
        "{\"a\":\"canary\",\"a\":\"canary2\"}",
        "{\"\":\"canary\",\" \":{\"canary\":1}}",
        "{\"ecs.version\":\"canary\",\"@timestamp\":\"canary\",\"tags\":[\"canary\"],\"event\":\"canary\"}",
        "{\"ecs.version\":\"1\",\"a\":\"canary\",\"a.b\":1,\"_id\":\"canary\",\"logferry\":\"canary\"}",
        "{\"ecs.version\":\"1\",\"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r\":\"canary\"}",
        "{\"a\":\"\\u0063anar\\u0079\"}",
        "{\"\\u0063anary\":1}",
        "{\"a\":\"\\u0063anary\"",
        "{\"a\":\"\\\\\\u0063anary\"",
        "[\"c\\u0061nary\"]",
        "{\"a\":\"canary"
      })
  void a_pattern_is_replaced_wherever_a_line_holds_it(String line) {
    Document document = TestMapping.redacting(PATTERN).map(line);
    assertThat(document.text()).doesNotContain(CANARY).contains("[redacted:bird]");
    assertThat(document.text()).doesNotContainIgnoringCase("u0063anar").doesNotContain("c\\u0061n");
    assertThat(document.counts().byRule()).containsOnlyKeys("bird");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":{\"pw\":\"canary\"}}",
        "{\"user.pw\":\"canary\"}",
        "{\"user\":[{\"pw\":\"canary\"},[{\"pw\":[\"canary\"]}]]}",
        "{\"user\":{\"pw\":\"canary\",\"pw\":\"canary2\"}}",
        "{\"user.pw\":\"canary\",\"user\":{\"pw\":\"canary2\"},\"ecs.version\":\"1\"}",
        "{\"user\":{\"pw\":{\"a\":\"canary\",\"b\":{\"c.d\":[\"canary\",{\"e\":\"canary\"}]}}}}",
        "{\"user.pw.x\":\"canary\"}",
        "{\"us\\u0065r\":{\"p\\u0077\":\"canary\"}}",
        "{\"message\":\"hi\",\"user\":{\"pw\":\"canary\"}}",
        "{\"ecs.version\":\"1\",\"user\":\"x\",\"user.pw\":\"canary\"}",
        "{\"ecs.version\":\"1\",\"user\":{\"pw\":\"canary\",\"pw.x\":\"canary\"}}",
        "{\"ecs.version\":\"1\",\"message\":\"body {\\\"pw\\\":\\\"canary\\\",\\\"a\\\":1}\"}",
        // lines that are no JSON, or no longer
        "{\"user\":{\"pw\":\"canary\"}",
        "{\"user\":{\"pw\":\"canary",
        "{\"user\":{\"pw\":\"can\\\"canary",
        "{\"user\":{\"pw\":\"a\\\ncanary\"}",
        "{\"user\":{\"pw\" : [\"a\",\"canary\"], \"b\":{\"pw\":{\"x\":\"canary\"",
        "{\"user\":{\"pw\":{\"x\":\"a\"},\"y\":\"canary",
        "er\":{\"pw\":\"canary\",\"b\":1}}",
        "{\"user.pw\":\"canary\",\"b\":",
        "{\"user.pw\":canary, \"b\":",
        "{\"pw\":\n\t\"canary\"",
        "POST {\"pw\":\"canary\"} failed",
        "{\"p\\u0077\":\"canary\"",
        "{\"body\":\"{\\\"pw\\\":\\\"canary\\\",\\\"b\\\":1}",
        "{\"body\":\"{\\\"pw\\\":\\\"a,canary\\\",\\\"b\\\":1}",
        "{\"body\":\"{\\\"pw\\\": \\\"can\\\\\\\",canary\\\"}",
        "{\"body\":\"{\\u0022pw\\u0022:\\u0022canary\\u0022}",
        "{\"body\":\"{\\\"pw\\\":\\\"canary",
        "{\"body\":\"{\\\"pw\\\":{\\\"x\\\":\\\"canary\\\"}"
      })
  void a_field_is_replaced_however_it_is_written(String line) {
    Document document = TestMapping.redacting(FIELD).map(line);
    assertThat(document.text()).doesNotContain(CANARY).contains("[redacted:pw]");
    assertThat(document.counts().byRule()).containsOnlyKeys("pw");
  }

  @Test
  void numbers_and_booleans_become_marks_and_null_stays() {
    Document document =
        TestMapping.redacting(
                FIELD, new RedactionRule("n", new Matches(Pattern.compile("42|false")), MARK))
            .map(
                "{\"user\":[{\"pw\":7},{\"pw\":true},{\"pw\":null}],\"a\":1424,\"b\":false,\"c\":7}");
    assertThat(document.at("json"))
        .isEqualTo(
            "{\"user\":[{\"pw\":\"[redacted:pw]\"},{\"pw\":\"[redacted:pw]\"},{\"pw\":null}],\"a\":\"1[redacted:n]4\",\"b\":\"[redacted:n]\",\"c\":7}");
    assertThat(document.counts().byRule()).isEqualTo(Map.of("pw", 2, "n", 2));
  }

  @Test
  void other_fields_of_the_same_name_and_prefix_stay() {
    Document document =
        TestMapping.redacting(FIELD)
            .map(
                "{\"pw\":\"a\",\"user\":{\"pwd\":\"b\"},\"users\":{\"pw\":\"c\"},\"x\":{\"user\":{\"pw\":\"d\"}}}");
    assertThat(document.counts().byRule()).isEmpty();
    assertThat(document.at("json/pw")).isEqualTo("a");
  }

  @Test
  void of_several_rules_for_a_field_the_first_counts() {
    RedactionRule all = new RedactionRule("all", new Field("user"), MARK);
    String line = "{\"user\":{\"pw\":\"canary\",\"name\":\"x\"}}";
    assertThat(TestMapping.redacting(FIELD, all).map(line).at("json/user"))
        .isEqualTo("{\"pw\":\"[redacted:pw]\",\"name\":\"[redacted:all]\"}");
    assertThat(TestMapping.redacting(all, FIELD).map(line).counts().byRule())
        .isEqualTo(Map.of("all", 2));
  }

  @Test
  void a_line_beyond_the_limits_is_redacted_as_text() {
    String deep = "{\"user.pw\":\"canary\",\"a\":" + "[".repeat(300) + "]".repeat(300) + "}";
    Document document = TestMapping.redacting(FIELD).map(deep);
    assertThat(document.guarded()).containsExactly("json_limits");
    assertThat(document.text()).doesNotContain(CANARY);
  }

  @Test
  void a_cut_document_holds_redacted_text_only() {
    Limits small = new Limits(16, 500, 16 * 1024);
    String filler = "x".repeat(20_000);
    for (String start :
        new String[] {
          "{\"user\":{\"pw\":\"canary\"},",
          "{\"ecs.version\":\"1\",\"user.pw\":\"canary\",",
          "broken {\"pw\":\"canary\","
        }) {
      Document document =
          TestMapping.redacting(FIELD).withLimits(small).map(start + "\"z\":\"" + filler + "\"}");
      assertThat(document.guarded()).contains("size");
      assertThat(document.text()).doesNotContain(CANARY).contains("[redacted:pw]");
    }
  }

  @Test
  void a_hash_is_keyed_stable_and_the_same_in_parsed_and_cut_json() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(TestMapping.HASH_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    for (String value :
        new String[] {"canary", "can\\\"ary", "c\\u0061nary", "a\\\\b\\n", "é\\/"}) {
      String parsed =
          value
              .replace("\\\"", "\"")
              .replace("\\u0061", "a")
              .replace("\\n", "\n")
              .replace("\\\\", "\\")
              .replace("\\/", "/");
      byte[] hash = mac.doFinal(parsed.getBytes(StandardCharsets.UTF_8));
      String mark = "[pw:" + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 12)) + "]";
      TestMapping mapping = TestMapping.redacting(HASHED);
      assertThat(mapping.map("{\"user\":{\"pw\":\"" + value + "\"}}").at("json/user/pw"))
          .isEqualTo(mark);
      assertThat(mapping.map("{\"user\":{\"pw\":\"" + value + "\"},\"cu").at("message"))
          .contains("\"" + mark + "\"");
    }
  }

  @Test
  void an_equal_number_has_an_equal_hash_in_parsed_and_cut_json() {
    TestMapping mapping = TestMapping.redacting(HASHED);
    String hash = mapping.map("{\"user\":{\"pw\":1234}}").at("json/user/pw");
    assertThat(mapping.map("{\"user\":{\"pw\":1234}").at("message")).contains(hash);
    assertThat(mapping.map("{\"user\":{\"pw\":1235}}").at("json/user/pw")).isNotEqualTo(hash);
  }

  @Test
  void a_text_without_a_match_is_left_to_the_letter() {
    String line = "C:\\u0041\\/path {\"a\":\"\\u0062\"";
    assertThat(TestMapping.redacting(PATTERN, FIELD).map(line).at("message")).isEqualTo(line);
  }

  @Test
  void a_pattern_on_a_megabyte_finishes() {
    RedactionRule rule =
        new RedactionRule("x", new Matches(Pattern.compile("(b*)*c|\\d{4}")), MARK);
    Document document =
        TestMapping.redacting(rule, FIELD).map("\"pw\\\":".repeat(150_000) + "1234");
    assertThat(document.counts().byRule()).containsKey("x");
  }
}
