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
          "Lambda gave the invocation up. Once the cluster is reachable, logferry redrive brings it in: check with logferry doctor.";
      case RETRYABLE ->
          "The state of the index or of the cluster is the cause (a write block, a missing pipeline or privilege, the shard limit): repair that, and the scheduled redrive brings it in by itself.";
      case MALFORMED ->
          "The payload cannot be decoded: a larger LOGFERRY_MAX_DECOMPRESSED_BYTES or another release may read it.";
      case REJECTED -> {
        if (cause.contains("in field ")) {
          yield "The mapping of that field does not take the value: correct the mapping (logferry setup, then roll the data stream over), set another LOGFERRY_MAPPING_VERSION, and the next redrive tries again.";
        }
        yield cause.startsWith("413")
            ? "A proxy or http.max_content_length refuses the size: raise it, then replay."
            : "See the reason in full with logferry letters show, repair it, then replay.";
      }
    };
  }
}
