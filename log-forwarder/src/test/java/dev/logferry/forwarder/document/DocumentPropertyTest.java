package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.RedactionRule.Replacement;
import dev.logferry.forwarder.document.TestMapping.Document;
import dev.logferry.forwarder.document.fields.FieldNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;

/** What holds for the document of any line at all. */
class DocumentPropertyTest {

  private static final String CANARY = "canary";
  private static final Limits TIGHT = new Limits(6, 12, 16 * 1024);

  @Provide
  Arbitrary<String> lines() {
    return JsonLines.lines();
  }

  @Provide
  Arbitrary<JsonObject> objects() {
    return JsonLines.objects();
  }

  /** {@link TestMapping#map} itself asserts UTF-8, one line, and no name twice. */
  @Property(seed = "4711", tries = 1_000)
  void is_one_that_elasticsearch_takes(@ForAll("lines") String line) {
    Document document = TestMapping.within(TIGHT).map(line);

    assertThat(document.size()).isLessThanOrEqualTo(TIGHT.maxDocumentBytes());
    assertThat(Instant.parse(document.at("@timestamp"))).isNotNull();
    assertThat(document.at("event/id")).isEqualTo(TestMapping.EVENT_ID);
    assertThat(document.at("event/dataset")).isEqualTo("shop");
    assertThat(document.json().at("/data_stream").toString())
        .contains("\"type\":\"logs\"", "\"dataset\":\"shop\"", "\"namespace\":\"production\"");
    assertThat(document.json().at("/ecs/version").isMissingNode()).isFalse();
    assertThat(document.at("log/file/path")).isEqualTo("/ecs/shop-api/api/api/0f1e");
    assertThat(document.at("tags")).contains("forwarded");
    assertThat(document.json().propertyNames()).noneMatch(name -> name.startsWith("_"));
    assertThat(document.guarded())
        .containsExactlyInAnyOrderElementsOf(
            document.document().guards().stream().map(Guard::fieldValue).toList());
    assertNames(document.json(), 1);
  }

  private static void assertNames(JsonNode node, int depth) {
    if (node.isArray()) {
      node.forEach(element -> assertNames(element, depth));
    }
    node.properties()
        .forEach(
            property -> {
              String name = property.getKey();
              assertThat(name).isNotBlank().hasSizeLessThanOrEqualTo(FieldNames.MAX_LENGTH);
              assertThat(depth).isLessThanOrEqualTo(TIGHT.maxNestingDepth());
              if (depth == 1 && name.equals("json")) {
                return;
              }
              assertThat(name).doesNotContain(".");
              assertNames(property.getValue(), depth + 1);
            });
  }

  @Property(seed = "4711", tries = 1_000)
  void keeps_every_value_of_an_ecs_line_in_place_or_displaced(
      @ForAll("objects") JsonObject object, @ForAll @IntRange(min = 4, max = 16) int depth) {
    Numbered numbered = new Numbered();
    List<Member> members = new ArrayList<>();
    members.add(new Member("ecs.version", new JsonString("1")));
    members.addAll(((JsonObject) numbered.number(object)).members());
    String line = JsonText.text(new JsonObject(members));

    Document document = TestMapping.within(new Limits(depth, 500, 10 << 20)).map(line);

    List<String> texts = new ArrayList<>();
    collect(document.json(), texts);
    String all = String.join("\n", texts);
    for (String label : numbered.labels) {
      assertThat(all).as(line).contains(label);
    }
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isValueNode()) {
      texts.add(node.isString() ? node.asString() : node.toString());
    }
    node.forEach(child -> collect(child, texts));
  }

  /** Gives each string and number of a value a label of its own. */
  private static final class Numbered {
    final List<String> labels = new ArrayList<>();

    Json number(Json value) {
      return switch (value) {
        case JsonObject(List<Member> members) ->
            new JsonObject(
                members.stream()
                    .map(member -> new Member(member.name(), number(member.value())))
                    .toList());
        case JsonArray(List<Json> elements) ->
            new JsonArray(elements.stream().map(this::number).toList());
        case JsonString(String text) -> new JsonString(label() + text);
        case JsonNumber _ -> new JsonNumber(label());
        default -> value;
      };
    }

    private String label() {
      String label = Integer.toString(7_000_000 + labels.size());
      labels.add(label);
      return label;
    }
  }

  @Property(seed = "4711", tries = 1_000)
  void holds_nothing_that_a_pattern_redacts(
      @ForAll("objects") JsonObject object, @ForAll @IntRange(min = 1, max = 400) int cut) {
    RedactionRule rule =
        new RedactionRule("bird", new Matches(Pattern.compile(CANARY)), Replacement.MARK);
    String line = JsonText.text(planted(object, true));
    for (String text : new String[] {line, line.substring(0, Math.min(cut, line.length()))}) {
      for (Limits limits : new Limits[] {TestMapping.LIMITS, TIGHT}) {
        assertThat(TestMapping.redacting(rule).withLimits(limits).map(text).text())
            .as(text)
            .doesNotContain(CANARY);
      }
    }
  }

  @Property(seed = "4711", tries = 1_000)
  void holds_nothing_that_a_field_redacts(
      @ForAll("objects") JsonObject object,
      @ForAll("objects") JsonObject secrets,
      @ForAll @IntRange(min = 1, max = 400) int cut,
      @ForAll boolean dotted,
      @ForAll boolean hashed) {
    RedactionRule rule =
        new RedactionRule("pw", new Field("user.pw"), hashed ? Replacement.HASH : Replacement.MARK);
    JsonObject secret = planted(secrets, false);
    List<Member> members = new ArrayList<>(object.members());
    members.add(
        Math.min(1, members.size()),
        dotted
            ? new Member("user.pw", secret)
            : new Member("user", new JsonObject(List.of(new Member("pw", secret)))));
    String line = JsonText.text(new JsonObject(members));
    for (String text : new String[] {line, line.substring(0, Math.min(cut, line.length()))}) {
      for (Limits limits : new Limits[] {TestMapping.LIMITS, TIGHT}) {
        assertThat(TestMapping.redacting(rule).withLimits(limits).map(text).text())
            .as(text)
            .doesNotContain(CANARY);
      }
    }
  }

  /** The same value with every string, and on demand every name, made to hold the canary. */
  private static JsonObject planted(JsonObject object, boolean names) {
    return new JsonObject(
        object.members().stream()
            .map(
                member ->
                    new Member(
                        names ? member.name() + CANARY : member.name(),
                        planted(member.value(), names)))
            .toList());
  }

  private static Json planted(Json value, boolean names) {
    return switch (value) {
      case JsonObject object -> planted(object, names);
      case JsonArray(List<Json> elements) ->
          new JsonArray(elements.stream().map(element -> planted(element, names)).toList());
      case JsonString(String text) -> new JsonString(text + CANARY + text);
      default -> value;
    };
  }
}
