package dev.logferry.cli.doctor;

/**
 * What one check found.
 *
 * @param subject what was checked, in a word or two
 * @param text what is so
 * @param remedy what to do; empty if nothing
 */
public record Finding(Level level, String subject, String text, String remedy) {

  /** From good to bad. */
  public enum Level {
    OK,
    /** Not checked, and the text says why; no cause for concern. */
    SKIP,
    WARN,
    /** The check could not be carried out. */
    UNKNOWN,
    FAIL
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, "");
  }

  static Finding skip(String subject, String text) {
    return new Finding(Level.SKIP, subject, text, "");
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(Level.WARN, subject, text, remedy);
  }

  static Finding unknown(String subject, String text, String remedy) {
    return new Finding(Level.UNKNOWN, subject, text, remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(Level.FAIL, subject, text, remedy);
  }
}
