package dev.logferry.api.parameters;

import java.util.List;
import java.util.Optional;

/**
 * A part of a sorted list.
 *
 * @param items in the order of the list
 * @param next where the next page begins; empty if this is the last
 */
public record Page<T>(List<T> items, Optional<Position> next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * An item with its place in the list.
   *
   * @param position by which the list is sorted
   */
  public record Row<T>(T item, Position position) {}

  /**
   * A page of the rows that a query found.
   *
   * @param rows up to one more than a page holds, which shows that there is a next page
   * @param limit how many items a page holds
   */
  public static <T> Page<T> of(List<Row<T>> rows, int limit) {
    List<T> items = rows.stream().limit(limit).map(Row::item).toList();
    Optional<Position> next =
        rows.size() > limit ? Optional.of(rows.get(limit - 1).position()) : Optional.empty();
    return new Page<>(items, next);
  }
}
