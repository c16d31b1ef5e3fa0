package dev.logferry.cli.connection;

/**
 * A text that no log and no message may show.
 *
 * @param value the text itself
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "(hidden)";
  }
}
