package dev.logferry.api.http;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param next where the next page begins; empty if this is the last
 */
public record Page<T>(List<T> items, Optional<Position> next) {

  public Page {
    items = List.copyOf(items);
  }
}
