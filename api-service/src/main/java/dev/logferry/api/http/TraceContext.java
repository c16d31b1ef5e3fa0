package dev.logferry.api.http;

/**
 * Which trace a request belongs to, in the terms of W3C Trace Context.
 *
 * @param traceId 32 lower case hexadecimal digits, not all zero
 * @param spanId of the work done here: 16 lower case hexadecimal digits, not all zero
 * @param sampled whether the caller records the trace
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

  /** The header that tells others of it. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
