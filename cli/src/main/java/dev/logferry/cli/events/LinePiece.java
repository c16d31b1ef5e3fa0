package dev.logferry.cli.events;

/**
 * A line, or a part of a line that is longer than an event may be.
 *
 * @param utf8Bytes size of the text
 * @param line number of the line, from 1
 * @param startsLine whether the text is the beginning of its line
 */
record LinePiece(String text, int utf8Bytes, long line, boolean startsLine) {}
