package dev.logferry.forwarder.document.line;

import static dev.logferry.forwarder.document.line.JsonLift.Reading.LEVEL;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.LEVEL_NAME;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.MESSAGE;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.OPEN_TELEMETRY_SEVERITY;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.PYTHON_LEVEL;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.STACK_TRACE;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.TEXT;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.TIME;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.TRACE_ID;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.VALUE;

/**
 * Which members of JSON fill which field, in any dialect. To know another name, add it here; what a
 * name means in one dialect only stands with that dialect in {@link JsonFormat}.
 */
final class JsonLifts {

  /** The first that can be read fills the field. */
  static final JsonLift[] ALL = {
    lift(
        LEVEL,
        "log.level",
        "log.level level severity levelname @level @l lvl loglevel SeverityText level_value"),
    lift(LEVEL_NAME, "log.level", "status priority fields.level"),
    lift(OPEN_TELEMETRY_SEVERITY, "log.level", "SeverityNumber"),
    lift(PYTHON_LEVEL, "log.level", "levelno"),
    lift(
        TIME,
        "@timestamp",
        "@timestamp timestamp time ts @t datetime instant timeMillis timestampMillis event_time"
            + " event_timestamp asctime TimeUnixNano observedTimestamp observedTimeUnixNano"
            + " requestTime query_timestamp requestReceivedTimestamp stageTimestamp"
            + " timestampSeconds __REALTIME_TIMESTAMP _SOURCE_REALTIME_TIMESTAMP"),
    lift(
        MESSAGE,
        "message",
        "message msg @message @m @mt short_message fields.message body textPayload RenderedMessage"
            + " MessageTemplate event full_message log text"),
    lift(
        TEXT,
        "log.logger",
        "log.logger logger logger_name @module @logger SourceContext Properties.SourceContext"
            + " logger.name name"),
    lift(TEXT, "process.thread.name", "process.thread.name thread thread_name"),
    lift(VALUE, "process.pid", "pid process_id process _PID"),
    lift(
        TEXT,
        "service.name",
        "service.name service dd.service resource.service.name resource.attributes.service.name"
            + " _service app app_name application application_name"),
    lift(TEXT, "service.version", "service.version dd.version resource.service.version"),
    lift(
        TEXT,
        "service.environment",
        "service.environment dd.env environment resource.deployment.environment"
            + " resource.deployment.environment.name"),
    lift(
        TRACE_ID,
        "trace.id",
        "trace.id dd.trace_id otelTraceID trace logging.googleapis.com/trace X-B3-TraceId"),
    lift(
        TEXT, "span.id", "span.id dd.span_id otelSpanID logging.googleapis.com/spanId X-B3-SpanId"),
    lift(TEXT, "transaction.id", "transaction.id"),
    lift(TEXT, "host.name", "host.name host machineName _HOSTNAME"),
    lift(
        TEXT,
        "error.type",
        "error.type error.name error.kind error.class err.type err.name exception.type"
            + " exception.name exception.class exception.exception_type exception.exception_class"
            + " attributes.exception.type thrown.name exc_type"),
    lift(
        TEXT,
        "error.message",
        "error.message error.msg err.message err.msg error err exception.message"
            + " exception.exception_message attributes.exception.message thrown.message"
            + " thrown.localizedMessage exc_value"),
    lift(TEXT, "error.code", "error.code err.code exception.code"),
    lift(
        STACK_TRACE,
        "error.stack_trace",
        "stack_trace error.stack_trace error.stack err.stack err.stack_trace exception.stacktrace"
            + " exception.stack attributes.exception.stacktrace stack exc_info exc_text exception exception.frames"
            + " @x thrown.extendedStackTrace thrown.stackTrace traceback errorVerbose backtrace"),
    lift(TEXT, "faas.execution", "AWSRequestId function_request_id record.requestId"),
    lift(TEXT, "log.origin.file.name", "source.file filename"),
    lift(VALUE, "log.origin.file.line", "source.line lineno line_number"),
    lift(TEXT, "log.origin.function", "source.function funcName function_name"),
    lift(TEXT, "event.action", "detail-type"),
  };

  private JsonLifts() {}

  private static JsonLift lift(JsonLift.Reading reading, String field, String names) {
    return JsonLift.of(reading, field, names.split(" ", -1));
  }
}
