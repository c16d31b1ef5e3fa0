package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real programs write is found by level, time, service and error. */
class CorpusTest {

  private final ExplainedMapping mapping = new ExplainedMapping();

  static List<Program> programs() {
    return Corpus.programs();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void every_event_has_its_level_and_its_own_time(Program program) {
    List<Explained> documents = program.events().stream().map(mapping::map).toList();

    assertThat(documents)
        .extracting(document -> document.at("log.level").isEmpty() ? "-" : document.at("log.level"))
        .isEqualTo(program.levels());
    assertThat(documents)
        .allSatisfy(
            document -> {
              assertThat(document.format()).isNotEmpty();
              assertThat(document.at("@timestamp"))
                  .startsWith(saysNoTime(program) ? "2026-11-28T22:00:05" : "2026-11-29T08:1");
              assertThat(document.at("message")).isNotBlank();
              assertThat(document.at("logferry.displaced")).isEmpty();
              assertThat(document.at("service.name"))
                  .isEqualTo(program.service().isEmpty() ? "orders" : program.service());
            });
  }

  private static boolean saysNoTime(Program program) {
    return program.name().equals("python-basic") || program.name().equals("dotnet-console");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void every_error_has_a_group_and_every_stack_trace_its_type_and_message(Program program) {
    for (String event : program.events()) {
      Explained document = mapping.map(event);
      String level = document.at("log.level");
      boolean error = level.equals("ERROR") || level.equals("FATAL");
      assertThat(document.at("error.grouping_key").isEmpty()).as(event).isEqualTo(!error);
      if (isStackTrace(event)) {
        assertThat(document.at("error.stack_trace")).as(event).contains("\n");
        assertThat(document.at("error.type")).as(event).isNotEmpty();
        assertThat(document.at("error.message")).as(event).contains("payment refused");
      }
    }
  }

  private static boolean isStackTrace(String event) {
    return event.contains("IllegalStateException")
        || event.contains("Traceback")
        || event.contains("TypeError")
        || event.contains("InvalidOperationException");
  }
}
