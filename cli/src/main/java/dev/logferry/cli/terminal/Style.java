package dev.logferry.cli.terminal;

/**
 * Colors of a terminal.
 *
 * @param enabled whether it shows any
 */
public record Style(boolean enabled) {

  /** The one for a terminal. */
  public static Style of(Terminal terminal) {
    return new Style(terminal.colors());
  }

  public String red(String text) {
    return with("31", text);
  }

  public String green(String text) {
    return with("32", text);
  }

  public String yellow(String text) {
    return with("33", text);
  }

  public String faint(String text) {
    return with("2", text);
  }

  public String bold(String text) {
    return with("1", text);
  }

  private String with(String code, String text) {
    return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
