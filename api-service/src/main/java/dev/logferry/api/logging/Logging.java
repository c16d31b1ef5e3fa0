package dev.logferry.api.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.logferry.api.settings.InvalidSettings;
import dev.logferry.api.settings.LogSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log: ECS JSON lines on stdout, from our own code, libraries, the JDK, and whatever prints.
 *
 * <p>Lines are written by the thread that logs, each at once and whole. If nobody reads stdout that
 * fast, the service waits; whether it should, or lose lines instead, is for the operator to say, in
 * the log driver's {@code mode}.
 */
public final class Logging {

  private static final String OWN_LOGGERS = "dev.logferry";
  private static final LineCounts COUNTS = new LineCounts();
  private static final StandardOutput STDOUT =
      new StandardOutput(new FileOutputStream(FileDescriptor.out));

  private Logging() {}

  /**
   * Makes the log say what the settings want, and makes it the only one who writes to stdout and
   * stderr in this JVM. To be called once, first of all.
   */
  public static void configure(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    install(context, settings, new LineEncoder(settings, COUNTS), STDOUT);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    org.slf4j.Logger logger = LoggerFactory.getLogger(Logging.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> logger.error("Thread {} died.", thread.getName(), thrown));
    System.setOut(lines(LoggerFactory.getLogger("stdout")));
    System.setErr(lines(LoggerFactory.getLogger("stderr")));
  }

  private static PrintStream lines(org.slf4j.Logger logger) {
    return new PrintStream(new PrintedLines(logger), true, StandardCharsets.UTF_8);
  }

  /** Tells why the service can't start, in one line; a wrong setting needs no stack trace. */
  public static void startFailed(Throwable reason) {
    org.slf4j.Logger logger = LoggerFactory.getLogger(Logging.class);
    switch (reason) {
      case InvalidSettings invalid -> logger.error("Can't start: {}", invalid.getMessage());
      default -> logger.error("Can't start.", reason);
    }
  }

  /** How many lines of a level were written since the start. */
  public static long lines(LogSettings.Level level) {
    return COUNTS.of(level);
  }

  /** How many lines stdout did not take. */
  public static long lostLines() {
    return STDOUT.lost();
  }

  /** Until it is configured: tests, too, run with this, and mind who writes past System.out. */
  static void installEarly(LoggerContext context, LogSettings settings) {
    StandardOutput output = new StandardOutput(System.out);
    install(context, settings, new LineEncoder(settings, COUNTS), output);
  }

  static void install(
      LoggerContext context, LogSettings settings, LineEncoder encoder, OutputStream output) {
    context.reset();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(output);
    appender.start();
    Level level = Level.toLevel(settings.level().name());
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    // Below INFO the server's library writes down requests, with their queries.
    root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
    context.getLogger(OWN_LOGGERS).setLevel(level);
  }
}
