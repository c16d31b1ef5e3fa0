package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.NextRecord.BrokenEvent;
import dev.logferry.forwarder.decode.NextRecord.EndOfRecords;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.report.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What became of the records of one event.
 *
 * @param sequenceNumbers of the records that were read, in their order; a part's number is its
 *     place here
 * @param isBroken whether the event could not be read to its end, so that nobody can say what comes
 *     after the records known
 * @param summary what the invocation did
 */
record KinesisBatch(List<String> sequenceNumbers, boolean isBroken, Summary summary) {

  static KinesisBatch forward(
      KinesisEvent event, ForwardingPipeline pipeline, Invocation invocation) {
    Forwarding forwarding = pipeline.begin(invocation);
    List<String> sequenceNumbers = new ArrayList<>();
    Optional<BrokenEvent> broken =
        takeAll(event, forwarding, sequenceNumbers, invocation.deadline());
    broken.ifPresent(
        rest ->
            forwarding.take(Part.keptBySender(sequenceNumbers.size(), new Malformed(rest.why()))));
    return new KinesisBatch(sequenceNumbers, broken.isPresent(), forwarding.finish());
  }

  /** The sequence number of the first record that has to come again; none if all are settled. */
  List<String> firstUnsettled() {
    return summary.unsettledParts().isEmpty()
        ? List.of()
        : List.of(sequenceNumbers.get(Collections.min(summary.unsettledParts())));
  }

  private static Optional<BrokenEvent> takeAll(
      KinesisEvent event, Forwarding forwarding, List<String> sequenceNumbers, Deadline deadline) {
    while (true) {
      switch (event.next()) {
        case KinesisRecord record -> {
          int number = sequenceNumbers.size();
          sequenceNumbers.add(record.sequenceNumber());
          if (!deadline.remaining().isPositive()) {
            forwarding.take(noTime(number, record));
            return Optional.empty(); // those after it come again with it
          }
          forwarding.take(part(number, record));
        }
        case EndOfRecords _ -> {
          return Optional.empty();
        }
        case BrokenEvent broken -> {
          return Optional.of(broken);
        }
      }
    }
  }

  private static Part part(int number, KinesisRecord record) {
    return new Part(
        number, record.decoded(), Optional.of(record::data), "record " + record.sequenceNumber());
  }

  private static Part noTime(int number, KinesisRecord record) {
    return Part.keptBySender(
            number, new Malformed("there was no time left to read it and those after it"))
        .named("record " + record.sequenceNumber());
  }
}
