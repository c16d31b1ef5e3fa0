package dev.logferry.cli.audit;

import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.DocumentId;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Mapped.Filtered;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.settings.Settings;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What the function would make of an event. Not thread-safe. */
final class Classification {
  private final Settings settings;
  private final DocumentMapper mapper;
  private final DocumentId documentId = new DocumentId();

  Classification(Settings settings, DocumentMapper mapper) {
    this.settings = settings;
    this.mapper = mapper;
  }

  /** The rule by which the function leaves an event out, found by running the rules. */
  Optional<String> filteredBy(SourceGroup group, FilteredLogEvent event) {
    if (settings.ownLogGroups().stream().anyMatch(own -> own.matches(group.name()))) {
      return Optional.of(LoopGuard.RULE);
    }
    return mapper.map(origin(group, event.logStreamName()), logEvent(event), new RedactionCounts())
            instanceof Filtered(String rule)
        ? Optional.of(rule)
        : Optional.empty();
  }

  String documentId(SourceGroup group, String logStream, String eventId, long timestamp) {
    return documentId.of(origin(group, logStream), new LogEvent(eventId, timestamp, "", 0));
  }

  private static Origin origin(SourceGroup group, String logStream) {
    return new Origin(group.account(), group.name(), logStream);
  }

  private static LogEvent logEvent(FilteredLogEvent event) {
    return new LogEvent(event.eventId(), event.timestamp(), event.message(), 0);
  }
}
