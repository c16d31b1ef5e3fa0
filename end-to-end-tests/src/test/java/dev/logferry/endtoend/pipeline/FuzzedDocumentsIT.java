package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.fuzz.FuzzedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The real Elasticsearch takes the document of every fuzzed line, unless the line gives a core
 * field a value of another type. More lines, and others: {@code -Dlogferry.fuzz.inputs=20000
 * -Dlogferry.fuzz.from=1}.
 */
class FuzzedDocumentsIT {

  private static final int TOGETHER = 15;
  private static final Origin ORIGIN = new Origin("111122223333", "/fuzz", "lines");
  private static final Limits LIMITS = new Limits(16, 500, 10 << 20);

  private final BulkSender sender = new BulkSender(LocalCluster.shared().cluster());
  private int dataStreams;

  @Test
  void the_real_server_takes_every_document_whose_core_fields_have_their_type() {
    long from = Long.getLong("logferry.fuzz.from", 4711);
    long end = from + Long.getLong("logferry.fuzz.inputs", 300);
    int indexed = 0;
    List<String> refused = new ArrayList<>();

    for (long first = from; first < end; first += TOGETHER) {
      List<Long> numbers = new ArrayList<>();
      for (long number = first; number < Math.min(end, first + TOGETHER); number++) {
        numbers.add(number);
      }
      List<Optional<String>> answers = send(numbers);
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).isPresent()) {
          alone(numbers.get(i)).ifPresent(refused::add);
        } else {
          indexed++;
        }
      }
    }

    System.out.printf("%,d of %,d fuzzed documents taken at once%n", indexed, end - from);
    assertThat(refused).isEmpty();
    assertThat(indexed).isGreaterThan((int) ((end - from) * 3 / 4));
  }

  /** Another line in the same data stream may have given a field its type first. */
  private Optional<String> alone(long number) {
    return send(List.of(number))
        .getFirst()
        .filter(reason -> !CoreFields.refused(reason))
        .map(reason -> "line " + number + ": " + reason);
  }

  private List<Optional<String>> send(List<Long> numbers) {
    DataStream dataStream = new DataStream("fuzz" + dataStreams++, "default");
    DocumentMapper mapper =
        new DocumentMapper(
            new Routes(List.of(), dataStream),
            LineFilter.KEEP_ALL,
            new Redactor(List.of(), ""),
            LIMITS,
            "eu-central-1");
    List<LogDocument> documents = new ArrayList<>();
    for (long number : numbers) {
      String line = FuzzedLines.line(number, "_" + number);
      LogEvent event = new LogEvent("line-" + number, 1_795_341_600_000L + number, line, 0);
      documents.add((LogDocument) mapper.map(ORIGIN, event, new RedactionCounts()));
    }
    return sender.send(documents);
  }
}
