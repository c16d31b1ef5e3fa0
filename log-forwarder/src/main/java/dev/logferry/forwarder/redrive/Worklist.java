package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The objects that are due. Each source gives a page in turn, so that a long one does not keep the
 * others waiting; each page is shuffled, so that an object that fails again and again is not always
 * the first, and two redrives at once seldom meet. Thread-safe.
 */
final class Worklist {

  private final ObjectStore store;
  private final Deque<Listing> listings = new ArrayDeque<>();
  private final ObjectAge age;
  private final RedriveTotals totals;
  private final Random random;
  private final Deque<RedriveObject> page = new ArrayDeque<>();

  private record Listing(RedriveSource source, Optional<String> continuation) {}

  Worklist(
      ObjectStore store,
      List<RedriveSource> sources,
      ObjectAge age,
      RedriveTotals totals,
      RandomGenerator random) {
    this.store = store;
    this.age = age;
    this.totals = totals;
    this.random = Random.from(random);
    sources.forEach(source -> listings.add(new Listing(source, Optional.empty())));
  }

  /** The next object; empty when all were handed out. */
  synchronized Optional<RedriveObject> next() {
    while (page.isEmpty() && !listings.isEmpty()) {
      listPage(listings.removeFirst());
    }
    return Optional.ofNullable(page.pollFirst());
  }

  /** Hands out what was listed, and no more. */
  synchronized void listNoMore() {
    listings.clear();
  }

  private void listPage(Listing listing) {
    RedriveSource source = listing.source();
    try {
      ObjectPage listed = store.list(source.bucket(), source.prefix(), listing.continuation());
      List<RedriveObject> due = new ArrayList<>();
      for (ObjectPage.Entry entry : listed.objects()) {
        totals.listed();
        RedriveObject object = new RedriveObject(source, entry);
        if (age.isDue(object)) {
          due.add(object);
        } else {
          totals.tooYoung(object);
        }
      }
      Collections.shuffle(due, random);
      page.addAll(due);
      if (listed.continuation().isPresent()) {
        listings.addLast(new Listing(source, listed.continuation()));
      }
    } catch (IOException e) {
      totals.notListed(source, String.valueOf(e.getMessage()));
    }
  }
}
