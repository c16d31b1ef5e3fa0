package dev.logferry.api.logging;

import dev.logferry.api.http.TraceContext;
import org.slf4j.MDC;

/**
 * While it is open, every line of this thread names its trace. One virtual thread serves a
 * connection, so it must be closed before the next request.
 */
public final class TraceScope implements AutoCloseable {

  static final String TRACE_ID = "trace.id";
  static final String SPAN_ID = "span.id";

  private TraceScope() {}

  /** Opens one for this thread. */
  public static TraceScope open(TraceContext trace) {
    MDC.put(TRACE_ID, trace.traceId());
    MDC.put(SPAN_ID, trace.spanId());
    return new TraceScope();
  }

  @Override
  public void close() {
    MDC.remove(TRACE_ID);
    MDC.remove(SPAN_ID);
  }
}
