package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons as Elasticsearch 7.17.29, 8.19.21 and 9.2.0 write them. */
class CauseTest {

  static Stream<Arguments> reasons() {
    return Stream.of(
        // 8.19 and 9.2
        blames(
            "n",
            "[1:45] failed to parse field [n] of type [long] in document with id 'a1'. Preview of field's value: 'abc'"),
        blames("gp", "[1:46] failed to parse field [gp] of type [geo_point]"),
        blames(
            "json",
            "[1:80] failed to parse field [json] of type [flattened] in document with id 'a10'. Preview of field's value: '{d={e=1}}'"),
        blames(
            "o",
            "[1:45] object mapping for [o] tried to parse field [o] as object, but found a concrete value"),
        blames(
            "o",
            "[1:46] object mapping for [o] tried to parse field [null] as object, but found a concrete value"),
        blames("al", "[1:46] Cannot write to a field alias [al]."),
        blames("ma", "mapper [ma] cannot be changed from type [long] to [text]"),
        blames(
            "a0.a.a",
            "[1:160] failed to parse: Limit of mapping depth [20] has been exceeded due to object field [a0.a.a]"),
        blames(
            "kk",
            "[1:46] mapping set to strict, dynamic introduction of [kk] within [_doc] is not allowed"),
        blames(
            "o.y",
            "[1:51] mapping set to strict, dynamic introduction of [y] within [o] is not allowed"),
        blames(
            "",
            "[1:12542] failed to parse: Limit of total fields [1000] has been exceeded while adding new fields [979]"),
        blames("", "[1:40] failed to parse: field name cannot be an empty string"),
        blames("", "[1:40] failed to parse: field name cannot contain only whitespace: ['a..b']"),
        blames("", "[1:10] failed to parse: data stream timestamp field [@timestamp] is missing"),
        blames("", "pipeline with id [nope] does not exist"),
        // 7.17
        blames(
            "dl",
            "failed to parse field [dl] of type [long] in document with id 'a16'. Preview of field's value: 'x'"),
        blames("a0.a", "Limit of mapping depth [20] has been exceeded due to object field [a0.a]"),
        blames(
            "k",
            "Document contains at least one immense term in field=\"k\" (whose UTF8 encoding is longer than the max length 32766), all of which were skipped."),
        blames("", "failed to parse"),
        // Words of a document come late in a reason, and blame nothing.
        blames("", "unexpected value '[1:2] failed to parse field [service] of type [long]'"));
  }

  private static Arguments blames(String field, String reason) {
    return Arguments.of(field, reason);
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void the_field_is_the_one_that_the_reason_names(String field, String reason) {
    Cause cause = Cause.of(400, "document_parsing_exception", reason);

    assertThat(cause.field()).isEqualTo(field);
    assertThat(cause.namesField()).isEqualTo(!field.isEmpty());
  }

  @Test
  void what_may_be_logged_quotes_no_value() {
    Cause cause =
        Cause.of(
            400,
            "document_parsing_exception",
            "[1:45] failed to parse field [n] of type [long] in document with id 'a1'. Preview of field's value: 'CANARY'");

    assertThat(cause.summary()).isEqualTo("400 document_parsing_exception in field n");
    assertThat(cause).asString().isEqualTo(cause.summary());
    assertThat(Cause.ofStatus(503).summary()).isEqualTo("503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANARY", "canary value", "c-a", "canary\n"})
  void a_type_that_elasticsearch_never_writes_is_not_kept(String type) {
    assertThat(new Cause(400, type, "", "").type()).isEmpty();
  }

  @Test
  void an_endless_type_or_reason_is_not_kept_whole() {
    assertThat(new Cause(400, "a".repeat(101), "", "").type()).isEmpty();
    assertThat(new Cause(400, "a", "", "r".repeat(5000)).reason()).hasSize(1000);
  }
}
