package dev.logferry.api.parameters;

/**
 * Where a page ended. The rest of the list has smaller keys, or the same key and smaller ids.
 *
 * @param key what the list is sorted by, as a number (a score, a count, a day, microseconds)
 * @param id of the last item
 */
public record Position(long key, long id) {}
