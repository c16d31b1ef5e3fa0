package dev.logferry.cli.audit;

import dev.logferry.cli.audit.StoredEvent.Copy;
import dev.logferry.cli.backfill.LateForwarder;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.forwarder.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Puts right what an audit finds. Not thread-safe. */
final class Repair {
  private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(1);
  private static final int MAX_SEARCHES = 20;

  private final LateForwarder forwarder;
  private final StoredEvents elasticsearch;

  Repair(LateForwarder forwarder, StoredEvents elasticsearch) {
    this.forwarder = forwarder;
    this.elasticsearch = elasticsearch;
  }

  /**
   * Stores events that Elasticsearch lacks, and returns why some could not be, by document id.
   *
   * @param documentIds of the events, in their order
   */
  Map<String, String> store(
      SourceGroup group, List<FilteredLogEvent> events, List<String> documentIds) {
    LateForwarder.Result result = forwarder.forward(group, events);
    Map<String, String> failed = new HashMap<>();
    result.rejected().forEach((id, why) -> failed.put(id, "Elasticsearch rejects it: " + why));
    int failureStored = result.ledger().count(Outcome.FAILURE_STORED);
    if (failureStored > 0) {
      addUnsearchable(documentIds, failureStored, failed);
    }
    return failed;
  }

  /**
   * Elasticsearch does not say which documents went into a failure store under which id, but how
   * many: those that no search finds.
   */
  private void addUnsearchable(
      List<String> documentIds, int failureStored, Map<String, String> failed) {
    List<String> sent = documentIds.stream().filter(id -> !failed.containsKey(id)).toList();
    Set<String> searchable = elasticsearch.ids(sent);
    for (int search = 1;
        searchable.size() < sent.size() - failureStored && search < MAX_SEARCHES;
        search++) {
      sleep();
      searchable = elasticsearch.ids(sent);
    }
    for (String id : sent) {
      if (!searchable.contains(id)) {
        failed.put(id, "Elasticsearch rejects it again, into the failure store of its data stream");
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SEARCH_INTERVAL);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", interrupted);
    }
  }

  /** Deletes second copies, and returns why some could not be, by document id. */
  Map<String, String> delete(List<Copy> copies) {
    return elasticsearch.delete(copies);
  }
}
