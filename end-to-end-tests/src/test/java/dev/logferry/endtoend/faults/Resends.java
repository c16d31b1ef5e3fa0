package dev.logferry.endtoend.faults;

import dev.logferry.forwarder.testing.FakeElasticsearch.Arrival;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the documents that came although they were stored.
 *
 * @param runs how many requests had come before each run of the function
 * @param from the first request of the case; those before it are of an earlier delivery
 * @param redriveFrom the first request of the redrive
 */
record Resends(List<Integer> runs, int from, int redriveFrom) {

  Result.SentAgain among(List<List<Arrival>> requests) {
    Map<String, Integer> toldTo = new HashMap<>();
    int same = 0;
    int untold = 0;
    int earlier = 0;
    int byRedrive = 0;
    for (int request = 0; request < requests.size(); request++) {
      int run = runOf(request);
      for (Arrival arrival : requests.get(request)) {
        Optional<Integer> told = Optional.ofNullable(toldTo.get(arrival.id()));
        if (arrival.alreadyStored() && request >= redriveFrom) {
          byRedrive++;
        } else if (arrival.alreadyStored() && request >= from) {
          untold += told.isEmpty() ? 1 : 0;
          same += told.filter(to -> to == run).isPresent() ? 1 : 0;
          earlier += told.filter(to -> to != run).isPresent() ? 1 : 0;
        }
        if (arrival.told()) {
          toldTo.put(arrival.id(), run);
        }
      }
    }
    return new Result.SentAgain(same, untold, earlier, byRedrive);
  }

  private int runOf(int request) {
    return (int) runs.stream().filter(before -> before <= request).count();
  }
}
