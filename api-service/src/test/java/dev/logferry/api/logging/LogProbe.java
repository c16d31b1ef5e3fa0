package dev.logferry.api.logging;

import dev.logferry.api.settings.InvalidSettings;
import dev.logferry.api.settings.LogSettings;
import dev.logferry.api.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A process whose log is the service's, and that lets everything speak that may. */
public final class LogProbe {

  private LogProbe() {}

  /** Speaks, and dies of an exception. */
  public static void main(String[] arguments) throws InterruptedException {
    LoggerFactory.getLogger(LogProbe.class).info("before the settings are read");
    try {
      var _ = Settings.from(Map.of("PORT", "lots", "DATABASE_POOL_SIZE", "-1"));
    } catch (InvalidSettings e) {
      Logging.startFailed(e);
    }
    Logging.configure(
        new LogSettings(LogSettings.Level.INFO, "probe", "7", Optional.of("production")));
    System.getLogger("system").log(System.Logger.Level.WARNING, "by System.Logger");
    java.util.logging.Logger.getLogger("jul").warning("by java.util.logging");
    System.out.println("printed to stdout");
    System.err.print("printed to stderr\nin two lines\n");
    Thread.ofVirtual().start(LogProbe::speakInARequest).join();
    LoggerFactory.getLogger(LogProbe.class).info("after the request");
    throw new IllegalStateException("uncaught");
  }

  private static void speakInARequest() {
    MDC.put("trace.id", "a".repeat(32));
    LoggerFactory.getLogger(LogProbe.class).info("in a request");
    throw new IllegalStateException("uncaught in a virtual thread");
  }
}
