package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LogDocument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** What must hold for every document, whatever line it was made of. */
public final class DocumentLaws {

  /** The end of Elasticsearch's {@code date_nanos}. */
  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16Z");

  private static final Set<String> METADATA =
      Set.of("_id", "_index", "_source", "_routing", "_ignored", "_doc_count", "_tsid", "_type");

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private DocumentLaws() {}

  /** Fails unless Elasticsearch would take the document. */
  public static void check(LogDocument document, Limits limits) {
    assertThat(document.id()).matches("[A-Za-z0-9_-]{20}");
    assertThat(document.dataStream().name()).matches("logs-[^A-Z\\s\"*,/<>?|\\\\#:-]+-[^\\s]+");
    assertThat(document.json().length).isLessThanOrEqualTo(limits.maxDocumentBytes());
    String text = utf8(document.json());
    assertThat(text.chars().allMatch(c -> c >= ' ')).as("no control character, one line").isTrue();
    OneMapping mapping = new OneMapping(limits);
    try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      mapping.read(parser);
      assertThat(parser.nextToken()).as("nothing follows the document").isNull();
    }
    assertThat(mapping.topNames()).doesNotContainAnyElementsOf(METADATA);
    Instant time = Instant.parse(mapping.text("@timestamp"));
    assertThat(time).isBetween(Instant.EPOCH, LATEST);
    assertThat(mapping.text("event.id")).isNotEmpty();
    assertThat(mapping.text("data_stream.type")).isEqualTo("logs");
    assertThat(mapping.text("data_stream.dataset")).isEqualTo(document.dataStream().dataset());
    assertThat(mapping.text("data_stream.namespace")).isEqualTo(document.dataStream().namespace());
    assertThat(mapping.text("cloud.provider")).isEqualTo("aws");
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("the document is not UTF-8", e);
    }
  }
}
