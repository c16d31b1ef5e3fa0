package dev.logferry.cli.search;

import java.util.List;
import java.util.Optional;

/**
 * What was found.
 *
 * @param total documents that match, beyond those returned
 * @param incomplete why some matches may be missing; empty when none is
 */
record SearchResult(long total, List<Hit> hits, Optional<String> incomplete) {

  SearchResult {
    hits = List.copyOf(hits);
  }
}
