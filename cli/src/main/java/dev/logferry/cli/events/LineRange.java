package dev.logferry.cli.events;

/** Lines of the input, both included, counted from 1. */
public record LineRange(long first, long last) {

  public LineRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("not a range of lines: " + first + " to " + last);
    }
  }

  /** From the first line of this to the last line of the other. */
  public LineRange through(LineRange end) {
    return new LineRange(first, end.last);
  }

  @Override
  public String toString() {
    return first == last ? "line " + first : "lines " + first + " to " + last;
  }
}
