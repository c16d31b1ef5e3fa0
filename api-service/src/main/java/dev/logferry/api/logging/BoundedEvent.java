package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import java.util.Objects;

/**
 * An event whose message and names are fit for a line and short enough. What else the whole event
 * holds is written by the encoder.
 */
final class BoundedEvent extends LoggingEvent {

  private static final int MAX_MESSAGE_BYTES = 4_000;
  private static final int MAX_THREAD_NAME_BYTES = 128;
  private static final int MAX_LOGGER_NAME_BYTES = 200;

  private final ILoggingEvent whole;
  private final boolean isLastResort;
  private final CutText cut = new CutText();

  BoundedEvent(ILoggingEvent whole) {
    this.whole = whole;
    this.isLastResort = false;
    copyFrame();
    setMessage(cut.fit("message", text(whole.getFormattedMessage()), MAX_MESSAGE_BYTES));
  }

  /** A short text in the place of the event's own message. */
  BoundedEvent(ILoggingEvent whole, String message) {
    this.whole = whole;
    this.isLastResort = true;
    copyFrame();
    setMessage(CutText.fit(message, MAX_MESSAGE_BYTES));
  }

  private void copyFrame() {
    setTimeStamp(whole.getTimeStamp());
    setLevel(whole.getLevel());
    setThreadName(
        cut.fit("process.thread.name", text(whole.getThreadName()), MAX_THREAD_NAME_BYTES));
    setLoggerName(cut.fit("log.logger", text(whole.getLoggerName()), MAX_LOGGER_NAME_BYTES));
    setMDCPropertyMap(Map.of());
  }

  /** Libraries are not bound to our promise of no nulls. */
  private static String text(String text) {
    return Objects.requireNonNullElse(text, "");
  }

  ILoggingEvent whole() {
    return whole;
  }

  /** Whether nothing more should be tried than to write a line at all. */
  boolean isLastResort() {
    return isLastResort;
  }

  CutText cut() {
    return cut;
  }
}
