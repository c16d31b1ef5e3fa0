package dev.logferry.cli.letters;

import dev.logferry.cli.letters.UndeliveredGroups.Group;
import dev.logferry.forwarder.settings.ForwarderVersion;
import dev.logferry.forwarder.settings.RulesFingerprint;
import java.util.Map;

/** Whether today's rules give undelivered events another chance, and what would. */
final class RedriveOutlook {

  private final String documents;
  private final String reading;

  /**
   * @param environment today's settings of the function, and the region
   */
  RedriveOutlook(Map<String, String> environment) {
    String version = ForwarderVersion.current();
    this.documents = RulesFingerprint.ofDocuments(environment, version);
    this.reading = RulesFingerprint.ofReading(environment, version);
  }

  /** Whether the scheduled redrive leaves an object alone: its rules are today's. */
  boolean waits(UndeliveredObject object, UndeliveredObjectReader reader) {
    return switch (object.kind()) {
      case UNDELIVERED, RETRYABLE -> false;
      case REJECTED -> hasRules(object, reader, documents);
      case MALFORMED -> hasRules(object, reader, reading);
    };
  }

  private static boolean hasRules(
      UndeliveredObject object, UndeliveredObjectReader reader, String rules) {
    return reader.header(object).filter(header -> header.rules().equals(rules)).isPresent();
  }

  /** What to do about the cause of a group. */
  static String remedy(Group group) {
    String cause = group.cause();
    return switch (group.kind()) {
      case UNDELIVERED ->
          "Lambda gave up on the invocation. Once the cluster is reachable (check with"
              + " logferry doctor), the scheduled redrive delivers it; to do it at once: logferry"
              + " redrive.";
      case RETRYABLE ->
          "The state of the index or the cluster is the cause (a write block, a missing"
              + " pipeline or privilege, the shard limit). Repair that; the scheduled redrive then"
              + " delivers the events.";
      case MALFORMED ->
          "The payload cannot be decoded. A larger LOGFERRY_MAX_DECOMPRESSED_BYTES or another"
              + " release may be able to.";
      case REJECTED -> {
        if (cause.contains("in field ")) {
          yield "The value does not fit the mapping of that field. Correct the mapping (logferry"
              + " setup, then roll the data stream over) and set another LOGFERRY_MAPPING_VERSION;"
              + " the next redrive then tries again.";
        }
        yield cause.startsWith("413")
            ? "A proxy or http.max_content_length rejects the size: raise the limit, then run"
                + " logferry letters replay."
            : "See the whole reason with logferry letters show, repair the cause, then run"
                + " logferry letters replay.";
      }
    };
  }
}
