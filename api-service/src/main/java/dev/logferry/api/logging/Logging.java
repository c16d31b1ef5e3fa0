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
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log: ECS JSON lines on stdout, from our own code, libraries, the JDK, and whatever prints.
 *
 * <p>Each line is written at once, by the thread that logs. If stdout is read more slowly, the
 * service waits; the operator can choose to lose lines instead, by the log driver's {@code mode}.
 */
public final class Logging {

  private static final String OWN_LOGGERS = "dev.logferry";
  private static final String CACHE_LIBRARY = "com.github.benmanes.caffeine";

  private Logging() {}

  /**
   * Applies the settings, and routes everything that is printed to stdout and stderr in this JVM
   * through the log. To be called once, before anything else.
   */
  public static void configure(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    install(context, settings, new LineEncoder(settings), stdout);
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

  /** Logs why the service cannot start, in one line; a wrong setting needs no stack trace. */
  public static void startFailed(Throwable reason) {
    org.slf4j.Logger logger = LoggerFactory.getLogger(Logging.class);
    switch (reason) {
      case InvalidSettings invalid -> logger.error("Can't start: {}", invalid.getMessage());
      default -> logger.error("Can't start.", reason);
    }
  }

  /** Until it is configured, and in tests, which mind what is written past System.out. */
  static void installEarly(LoggerContext context, LogSettings settings) {
    install(context, settings, new LineEncoder(settings), System.out);
  }

  static void install(
      LoggerContext context, LogSettings settings, LineEncoder encoder, OutputStream output) {
    context.reset();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new NeverClosed(output));
    appender.start();
    Level level = Level.toLevel(settings.level().name());
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    // Below INFO the server library logs requests with their queries.
    root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
    context.getLogger(OWN_LOGGERS).setLevel(level);
    // It would write a stack trace for every reload that fails while the database is unavailable.
    context.getLogger(CACHE_LIBRARY).setLevel(Level.ERROR);
  }

  /** When logback is configured again, it closes the stream of the appender before. */
  private static final class NeverClosed extends FilterOutputStream {

    NeverClosed(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
