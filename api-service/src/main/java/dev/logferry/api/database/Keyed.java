package dev.logferry.api.database;

import dev.logferry.api.http.Page;
import dev.logferry.api.http.Position;
import java.util.List;
import java.util.Optional;

/**
 * An item of a sorted list, with its place there.
 *
 * @param position what the list is sorted by
 */
public record Keyed<T>(T item, Position position) {

  /**
   * The page that these items begin.
   *
   * @param rows up to one more than a page holds, which tells that there is a next page
   * @param limit how many it holds
   */
  public static <T> Page<T> page(List<Keyed<T>> rows, int limit) {
    List<T> items = rows.stream().limit(limit).map(Keyed::item).toList();
    Optional<Position> next =
        rows.size() > limit ? Optional.of(rows.get(limit - 1).position()) : Optional.empty();
    return new Page<>(items, next);
  }
}
