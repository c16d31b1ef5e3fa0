package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.redact.Redactor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Maps single lines and reads the documents back with a strict parser. */
record TestMapping(LineFilter filter, List<RedactionRule> rules, Limits limits) {

  static final Origin ORIGIN = new Origin("111122223333", "/ecs/shop-api", "api/api/0f1e");
  static final long EPOCH_MILLIS = 1_763_803_800_123L;
  static final String TIME = "2025-11-22T09:30:00.123Z";
  static final String EVENT_ID = "31953106606966983378809025079804211143289615424298221568";
  static final String HASH_KEY = "a key";
  static final Limits LIMITS = new Limits(16, 500, 10 << 20);
  static final TestMapping PLAIN = new TestMapping(LineFilter.KEEP_ALL, List.of(), LIMITS);

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(64 << 20).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static TestMapping redacting(RedactionRule... rules) {
    return new TestMapping(LineFilter.KEEP_ALL, List.of(rules), LIMITS);
  }

  static TestMapping within(Limits limits) {
    return new TestMapping(LineFilter.KEEP_ALL, List.of(), limits);
  }

  TestMapping withLimits(Limits other) {
    return new TestMapping(filter, rules, other);
  }

  Document map(String line) {
    return map(new LogEvent(EVENT_ID, EPOCH_MILLIS, line, 0));
  }

  Document map(LogEvent event) {
    return map(ORIGIN, event);
  }

  Document map(Origin origin, LogEvent event) {
    RedactionCounts counts = new RedactionCounts();
    Mapped mapped = mapper().map(origin, event, counts);
    return new Document((LogDocument) mapped, parsed(((LogDocument) mapped).json()), counts);
  }

  Mapped mapOrFilter(String line) {
    return mapper()
        .map(ORIGIN, new LogEvent(EVENT_ID, EPOCH_MILLIS, line, 0), new RedactionCounts());
  }

  private DocumentMapper mapper() {
    Routes routes = new Routes(List.of(), new DataStream("shop", "production"));
    return new DocumentMapper(
        routes, filter, new Redactor(rules, HASH_KEY), limits, "eu-central-1");
  }

  private static JsonNode parsed(byte[] json) {
    String text = utf8(json);
    assertThat(text).doesNotContain("\n", "\r");
    return STRICT.readTree(text);
  }

  /** Decodes bytes and fails unless they are valid UTF-8. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("the document is not UTF-8", e);
    }
  }

  /** A document with its JSON read back. */
  record Document(LogDocument document, JsonNode json, RedactionCounts counts) {

    /** The value at a path, names separated by slashes, as text; "absent" if there is none. */
    String at(String path) {
      JsonNode node = json.at("/" + path);
      return node.isMissingNode() ? "absent" : node.isString() ? node.asString() : node.toString();
    }

    List<String> displaced() {
      return strings("/logferry/displaced");
    }

    List<String> guarded() {
      return strings("/logferry/guarded");
    }

    List<String> strings(String path) {
      List<String> strings = new ArrayList<>();
      json.at(path).forEach(node -> strings.add(node.asString()));
      return strings;
    }

    String text() {
      return utf8(document.json());
    }

    int size() {
      return document.json().length;
    }
  }
}
