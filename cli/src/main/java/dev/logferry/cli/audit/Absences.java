package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.audit.UndeliveredEventIndex.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why events are not in Elasticsearch. Not thread-safe. */
final class Absences {
  private static final String UNKNOWN = "not delivered, or deleted afterwards";
  private static final String UNREAD =
      "not delivered, or deleted afterwards, or in one of the places that could not be read";

  private final UndeliveredEventIndex undelivered;
  private final FailureStore failureStore;

  Absences(UndeliveredEventIndex undelivered, FailureStore failureStore) {
    this.undelivered = undelivered;
    this.failureStore = failureStore;
  }

  /** Where each of these documents is instead, in their order. */
  List<Place> places(List<String> documentIds) {
    List<String> elsewhere =
        documentIds.stream().filter(id -> undelivered.of(id).isEmpty()).toList();
    Map<String, String> rejected = failureStore.explanations(elsewhere);
    List<Place> places = new ArrayList<>();
    for (String id : documentIds) {
      places.add(undelivered.of(id).orElseGet(() -> elsewhere(rejected.getOrDefault(id, ""))));
    }
    return places;
  }

  private Place elsewhere(String rejection) {
    if (!rejection.isEmpty()) {
      return new Place(Kind.FAILURE_STORED, rejection);
    }
    boolean allRead = undelivered.gaps().isEmpty() && failureStore.problem().isEmpty();
    return new Place(Kind.MISSING, allRead ? UNKNOWN : UNREAD);
  }
}
