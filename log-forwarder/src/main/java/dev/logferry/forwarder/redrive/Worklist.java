package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The objects that are due, page by page, for several threads. Each page is shuffled: an object
 * that fails again and again then is not always the one that is tried first, and two redrives at
 * once seldom meet.
 */
final class Worklist {

  private final ObjectStore store;
  private final Deque<Source> sources;
  private final Instant writtenBefore;
  private final Totals totals;
  private final Random random;

  private final Deque<Item> page = new ArrayDeque<>();
  private Optional<String> continuation = Optional.empty();

  /**
   * @param writtenBefore younger objects wait
   */
  Worklist(
      ObjectStore store,
      List<Source> sources,
      Instant writtenBefore,
      Totals totals,
      RandomGenerator random) {
    this.store = store;
    this.sources = new ArrayDeque<>(sources);
    this.writtenBefore = writtenBefore;
    this.totals = totals;
    this.random = Random.from(random);
  }

  /** The next object; empty when all were handed out. */
  synchronized Optional<Item> next() {
    while (page.isEmpty() && !sources.isEmpty()) {
      listPage(sources.getFirst());
    }
    return Optional.ofNullable(page.pollFirst());
  }

  /** Hands out what was listed, and no more. */
  synchronized void listNoMore() {
    sources.clear();
  }

  private void listPage(Source source) {
    try {
      ObjectPage listed = store.list(source.bucket(), source.prefix(), continuation);
      List<Item> due = new ArrayList<>();
      for (ObjectPage.Entry entry : listed.objects()) {
        totals.listed();
        Item item = new Item(source, entry);
        if (entry.lastModified().isBefore(writtenBefore)) {
          due.add(item);
        } else {
          totals.tooYoung(item);
        }
      }
      Collections.shuffle(due, random);
      page.addAll(due);
      continuation = listed.continuation();
    } catch (IOException e) {
      totals.notListed(source, String.valueOf(e.getMessage()));
      continuation = Optional.empty();
    }
    if (continuation.isEmpty()) {
      sources.removeFirst();
    }
  }
}
