package dev.logferry.forwarder.document;

/** What mapping makes of a log event. */
public sealed interface Mapped permits LogDocument, Mapped.Filtered, Mapped.Unmapped {

  /**
   * An event that a rule of the operator leaves out.
   *
   * @param rule the setting that says so, such as {@code LOGFERRY_MINIMUM_LEVEL}
   */
  record Filtered(String rule) implements Mapped {}

  /**
   * A log event that the mapping failed at, which only a bug in the mapping can cause. The event
   * must be kept as it came: nobody knows whether the redaction rules were applied to what there is
   * of a document.
   *
   * @param why names the event and where the mapping failed, and quotes nothing of the line
   */
  record Unmapped(String why) implements Mapped {

    static Unmapped because(int position, RuntimeException failure) {
      StackTraceElement[] trace = failure.getStackTrace();
      return new Unmapped(
          "the event at position "
              + position
              + " could not be mapped ("
              + failure.getClass().getName()
              + (trace.length == 0 ? "" : " at " + trace[0])
              + "): this is a bug in Logferry; please report it. The event is delivered by the first redrive after an update that fixes it");
    }
  }
}
