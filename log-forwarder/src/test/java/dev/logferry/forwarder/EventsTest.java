package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.testing.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Holds the files in {@code events/} together; writes them anew when asked to. */
class EventsTest {

  /** The environment that the expected documents were made in. */
  static final Map<String, String> ENVIRONMENT = Map.of("AWS_REGION", "eu-central-1");

  private static final boolean WRITE = Boolean.getBoolean("logferry.events.write");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static List<String> names() {
    return Events.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_lambda_event_holds_exactly_its_readable_payload(String name) throws IOException {
    if (WRITE) {
      Files.write(Events.lambdaEventFile(name), Events.encode(Events.envelope(name)));
    }

    assertThat(Events.decode(Events.lambdaEvent(name))).isEqualTo(Events.envelope(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_payload_becomes_the_expected_documents(String name) throws IOException {
    ArrayNode documents = documents(name);

    if (WRITE) {
      Files.createDirectories(Events.documentsFile(name).getParent());
      Files.writeString(Events.documentsFile(name), JSON.writeValueAsString(documents) + "\n");
    }
    assertThat(JSON.writeValueAsString(documents))
        .isEqualTo(JSON.writeValueAsString(Events.documents(name)));
  }

  @Test
  void every_payload_has_its_files_and_no_file_is_left_over() throws IOException {
    try (var files = Files.list(Events.documentsFile("any").getParent())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(
              Events.names().stream().map(name -> name + ".json").toList());
    }
  }

  private static ArrayNode documents(String name) {
    ArrayNode documents = JSON.createArrayNode();
    DocumentMapper mapper = Wiring.mapper(Settings.forPreview(ENVIRONMENT));
    var decoded =
        new SubscriptionDecoder(10_000_000)
            .decode(new ByteArrayInputStream(Events.lambdaEvent(name)));
    if (!(decoded instanceof LogBatch batch)) {
      return documents; // a control message has no documents
    }
    var next = batch.events().next();
    while (next instanceof LogEvent event) {
      LogDocument document = (LogDocument) mapper.map(batch.origin(), event, new RedactionCounts());
      documents
          .addObject()
          .put("_id", document.id())
          .put("data_stream", document.dataStream().name())
          .set("_source", JSON.readTree(document.json()));
      next = batch.events().next();
    }
    assertThat(next).isInstanceOf(EndOfEvents.class);
    return documents;
  }
}
