package dev.logferry.api.http;

/**
 * Where a page ended in the order of its list: all that comes after it has a smaller key, or the
 * same key and a smaller id.
 *
 * @param key what the list is sorted by, as a number (a score, a count, a day, microseconds)
 * @param id of the last item
 */
public record Position(long key, long id) {}
