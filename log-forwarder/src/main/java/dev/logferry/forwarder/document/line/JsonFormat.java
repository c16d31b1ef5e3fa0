package dev.logferry.forwarder.document.line;

import static dev.logferry.forwarder.document.line.JsonLift.Reading.CALLER;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.LEVEL_LETTER;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.SYSLOG_SEVERITY;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.TEXT;
import static dev.logferry.forwarder.document.line.JsonLift.Reading.TIME;

import dev.logferry.forwarder.document.Level;
import org.jspecify.annotations.Nullable;

/**
 * Dialects of JSON that is not ECS: by which members they are recognised, and what only they mean
 * by a name. The first whose members are all there counts. JSON of no dialect is read just the
 * same, by {@link JsonLifts}; to add a dialect, add a constant: {@code docs/LINES.md} and the tests
 * are made from this list.
 */
enum JsonFormat {
  LOGSTASH(
      "logstash-logback-encoder, Spring Boot `logstash`",
      "@timestamp @version",
      """
      {"@timestamp":"2026-11-28T22:00:00.123Z","@version":"1","message":"payment refused","logger_name":"com.acme.shop.Orders","thread_name":"main","level":"ERROR","level_value":40000,"stack_trace":"java.lang.IllegalStateException: no stock\\n\\tat com.acme.shop.Orders.pay(Orders.java:42)\\n"}"""),
  LOG4J2(
      "log4j2 JsonLayout",
      "instant loggerName",
      """
      {"instant":{"epochSecond":1795903200,"nanoOfSecond":123456789},"thread":"main","level":"ERROR","loggerName":"com.acme.shop.Orders","message":"payment refused","thrown":{"name":"java.lang.IllegalStateException","message":"no stock","extendedStackTrace":"java.lang.IllegalStateException: no stock\\n\\tat com.acme.shop.Orders.pay(Orders.java:42)"}}"""),
  JBOSS(
      "WildFly, Quarkus",
      "sequence loggerClassName",
      """
      {"timestamp":"2026-11-28T22:00:00.123Z","sequence":7,"loggerClassName":"org.jboss.logging.Logger","loggerName":"com.acme.shop.Orders","level":"ERROR","message":"payment refused","threadName":"main","hostName":"web-1","processId":7,"exception":{"exceptionType":"java.lang.IllegalStateException","message":"no stock","frames":[{"class":"com.acme.shop.Orders","method":"pay","line":42}]}}"""),
  GELF(
      "GELF: Graylog",
      "version host short_message",
      """
      {"version":"1.1","host":"web-1","short_message":"payment refused","full_message":"payment refused\\njava.lang.IllegalStateException: no stock\\n\\tat com.acme.shop.Orders.pay(Orders.java:42)","timestamp":1795903200.123,"level":3,"_service":"shop"}""",
      JsonLift.of(SYSLOG_SEVERITY, "log.level", "level")),
  JOURNALD(
      "journald",
      "__REALTIME_TIMESTAMP PRIORITY",
      """
      {"__REALTIME_TIMESTAMP":"1795903200123456","PRIORITY":"3","_HOSTNAME":"web-1","_PID":"7","SYSLOG_IDENTIFIER":"shop","MESSAGE":"payment refused"}""",
      JsonLift.of(SYSLOG_SEVERITY, "log.level", "PRIORITY"),
      JsonLift.of(TEXT, "process.name", "SYSLOG_IDENTIFIER", "_COMM")),
  BUNYAN(
      "bunyan",
      "v hostname pid name level msg",
      """
      {"name":"shop","hostname":"web-1","pid":7,"level":50,"msg":"payment refused","time":"2026-11-28T22:00:00.123Z","v":0,"err":{"name":"TypeError","message":"no stock","stack":"TypeError: no stock\\n    at pay (/app/orders.js:42:7)"}}""",
      JsonLift.of(TEXT, "service.name", "name"),
      JsonLift.of(TEXT, "host.name", "hostname")),
  PINO(
      "pino",
      "level time pid hostname",
      """
      {"level":50,"time":1795903200123,"pid":7,"hostname":"web-1","msg":"payment refused","err":{"type":"TypeError","message":"no stock","stack":"TypeError: no stock\\n    at pay (/app/orders.js:42:7)"}}""",
      JsonLift.of(TEXT, "host.name", "hostname")),
  SERILOG_COMPACT(
      ".NET: Serilog, compact",
      "@t @mt",
      Level.INFO,
      """
      {"@t":"2026-11-28T22:00:00.123Z","@mt":"payment {Id} refused","@l":"Error","@x":"System.InvalidOperationException: no stock\\n   at Shop.Orders.Pay() in /app/Orders.cs:line 42","Id":7,"SourceContext":"Shop.Orders"}"""),
  SERILOG_RENDERED(
      ".NET: Serilog, compact and rendered",
      "@t @m",
      Level.INFO,
      """
      {"@t":"2026-11-28T22:00:00.123Z","@m":"payment 7 refused","@i":"5f2d1c3b","Id":7}"""),
  SERILOG(
      ".NET: Serilog, JsonFormatter",
      "Timestamp Level MessageTemplate",
      """
      {"Timestamp":"2026-11-28T22:00:00.1230000+00:00","Level":"Error","MessageTemplate":"payment {Id} refused","RenderedMessage":"payment 7 refused","Exception":"System.InvalidOperationException: no stock\\n   at Shop.Orders.Pay() in /app/Orders.cs:line 42","Properties":{"Id":7,"SourceContext":"Shop.Orders"}}"""),
  DOTNET(
      ".NET: console formatter `json`",
      "LogLevel Category Message",
      """
      {"Timestamp":"2026-11-28T22:00:00.123Z","EventId":0,"LogLevel":"Error","Category":"Shop.Orders","Message":"payment refused","Exception":"System.InvalidOperationException: no stock\\n   at Shop.Orders.Pay() in /app/Orders.cs:line 42","State":{"Message":"payment refused"}}""",
      JsonLift.of(TEXT, "log.logger", "Category")),
  ZAP(
      "Go: zap",
      "level ts msg",
      """
      {"level":"error","ts":1795903200.123,"logger":"shop","caller":"orders/pay.go:42","msg":"payment refused","error":"no stock","stacktrace":"main.pay\\n\\t/app/orders/pay.go:42\\nmain.main\\n\\t/app/main.go:9"}""",
      JsonLift.of(TEXT, "error.stack_trace", "stacktrace"),
      JsonLift.of(CALLER, "log.origin.file.name", "caller")),
  ZEROLOG(
      "Go: zerolog",
      "level time message",
      """
      {"level":"error","error":"no stock","time":"2026-11-28T22:00:00Z","message":"payment refused"}"""),
  LOGRUS(
      "Go: logrus, log/slog",
      "level time msg",
      """
      {"time":"2026-11-28T22:00:00.123Z","level":"ERROR","source":{"function":"main.pay","file":"/app/pay.go","line":42},"msg":"payment refused","error":"no stock"}"""),
  HCLOG(
      "Go: hclog: Consul, Vault, Nomad",
      "@level @message",
      """
      {"@level":"error","@message":"payment refused","@module":"shop.orders","@timestamp":"2026-11-28T22:00:00.123456Z"}"""),
  TRACING(
      "Rust: tracing",
      "timestamp level fields target",
      """
      {"timestamp":"2026-11-28T22:00:00.123456Z","level":"ERROR","fields":{"message":"payment refused"},"target":"shop::orders"}""",
      JsonLift.of(TEXT, "log.logger", "target")),
  MONOLOG(
      "PHP: Monolog",
      "level_name channel datetime",
      """
      {"message":"payment refused","context":{},"level":400,"level_name":"ERROR","channel":"shop","datetime":"2026-11-28T22:00:00.123456+00:00","extra":{}}""",
      JsonLift.of(JsonLift.Reading.LEVEL_NAME, "log.level", "level_name"),
      JsonLift.of(TEXT, "log.logger", "channel")),
  MONGODB(
      "MongoDB",
      "t s c msg",
      """
      {"t":{"$date":"2026-11-28T22:00:00.123+00:00"},"s":"E","c":"STORAGE","id":22435,"ctx":"conn7","msg":"payment refused","attr":{"error":"no stock"}}""",
      JsonLift.of(LEVEL_LETTER, "log.level", "s"),
      JsonLift.of(TIME, "@timestamp", "t.$date"),
      JsonLift.of(TEXT, "log.logger", "c"),
      JsonLift.of(TEXT, "process.thread.name", "ctx"),
      JsonLift.of(TEXT, "error.message", "attr.error")),
  POWERTOOLS(
      "Powertools for AWS Lambda",
      "level location message service",
      """
      {"level":"ERROR","location":"pay:42","message":"payment refused","timestamp":"2026-11-28 22:00:00,123+0000","service":"shop","function_request_id":"8f507cfc-d2b2-4697-b07a-ac58fc914c95","exception":"Traceback (most recent call last):\\n  File \\"/var/task/app.py\\", line 42, in pay\\n    raise ValueError(\\"no stock\\")\\nValueError: no stock","exception_name":"ValueError"}""",
      JsonLift.of(TEXT, "error.type", "exception_name")),
  LAMBDA(
      "Lambda: JSON log format",
      "timestamp level requestId",
      """
      {"timestamp":"2026-11-28T22:00:00.123Z","level":"ERROR","requestId":"8f507cfc-d2b2-4697-b07a-ac58fc914c95","message":"payment refused","errorType":"TypeError","errorMessage":"no stock","stackTrace":["TypeError: no stock","    at pay (/var/task/index.js:42:7)"]}""",
      JsonLift.of(TEXT, "faas.execution", "requestId")),
  LAMBDA_PLATFORM(
      "Lambda: platform events in JSON",
      "time type record",
      """
      {"time":"2026-11-28T22:00:00.123Z","type":"platform.report","record":{"requestId":"8f507cfc-d2b2-4697-b07a-ac58fc914c95","status":"success","metrics":{"durationMs":3.2}}}""",
      JsonLift.of(TEXT, "event.action", "type")),
  LAMBDA_FAILURE(
      "Lambda: a failed invocation",
      "errorType errorMessage",
      Level.ERROR,
      """
      {"errorType":"TypeError","errorMessage":"no stock","stackTrace":["TypeError: no stock","    at pay (/var/task/index.js:42:7)"]}"""),
  OPEN_TELEMETRY(
      "OpenTelemetry",
      "SeverityNumber Body",
      """
      {"Timestamp":"1795903200123456789","SeverityText":"ERROR","SeverityNumber":17,"Body":"payment refused","TraceId":"4bf92f3577b34da6a3ce929d0e0e4736","SpanId":"00f067aa0ba902b7","Resource":{"service.name":"shop"},"Attributes":{"exception.type":"TypeError","exception.message":"no stock"}}"""),
  GOOGLE_CLOUD(
      "Google Cloud",
      "severity message",
      """
      {"severity":"ERROR","message":"payment refused","timestamp":{"seconds":1795903200,"nanos":123000000},"logging.googleapis.com/trace":"projects/shop/traces/4bf92f3577b34da6a3ce929d0e0e4736"}"""),
  DATADOG(
      "Datadog",
      "status message",
      """
      {"status":"error","message":"payment refused","timestamp":1795903200123,"dd.service":"shop","dd.trace_id":"6371352480937712928","error.kind":"TypeError","error.message":"no stock"}"""),
  STRUCTLOG(
      "Python: structlog",
      "event level timestamp",
      """
      {"event":"payment refused","level":"error","timestamp":"2026-11-28T22:00:00.123Z","exception":"Traceback (most recent call last):\\n  File \\"/app/orders.py\\", line 42, in pay\\nValueError: no stock"}"""),
  PYTHON(
      "Python: python-json-logger",
      "levelname message",
      """
      {"asctime":"2026-11-28 22:00:00,123","levelname":"ERROR","name":"shop.orders","message":"payment refused","exc_info":"Traceback (most recent call last):\\n  File \\"/app/orders.py\\", line 42, in pay\\nValueError: no stock"}"""),
  CLOUDTRAIL(
      "AWS CloudTrail",
      "eventVersion eventTime eventName",
      """
      {"eventVersion":"1.11","eventTime":"2026-11-28T21:50:00Z","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.27","errorCode":"AccessDenied","errorMessage":"You are not authorized"}""",
      JsonLift.of(TEXT, "event.action", "eventName"),
      JsonLift.of(TEXT, "event.provider", "eventSource"),
      JsonLift.of(JsonLift.Reading.VALUE, "source.ip", "sourceIPAddress"),
      JsonLift.of(TEXT, "user_agent.original", "userAgent")),
  EKS_AUDIT(
      "Kubernetes audit",
      "kind apiVersion auditID verb",
      """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"c5a2","stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list","stageTimestamp":"2026-11-28T22:00:00.123456Z"}""",
      JsonLift.of(TEXT, "event.action", "verb"),
      JsonLift.of(TEXT, "url.original", "requestURI")),
  EVENTBRIDGE(
      "Amazon EventBridge",
      "detail-type source time detail",
      """
      {"version":"0","id":"6a7e8feb","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-11-28T22:00:00Z","region":"eu-central-1","detail":{"state":"stopped"}}""",
      JsonLift.of(TEXT, "event.provider", "source")),
  API_GATEWAY(
      "Amazon API Gateway: access log",
      "requestTime httpMethod status",
      """
      {"requestId":"c6af9ac6","ip":"203.0.113.7","requestTime":"28/Nov/2026:22:00:00 +0000","httpMethod":"GET","resourcePath":"/orders","status":"500","protocol":"HTTP/1.1","responseLength":"27"}""",
      JsonLift.of(TEXT, "http.request.id", "requestId"),
      JsonLift.of(TEXT, "http.request.method", "httpMethod"),
      JsonLift.of(JsonLift.Reading.VALUE, "http.response.status_code", "status"),
      JsonLift.of(JsonLift.Reading.VALUE, "source.ip", "ip"),
      JsonLift.of(TEXT, "url.path", "path", "resourcePath")),
  WAF(
      "AWS WAF",
      "timestamp webaclId action httpRequest",
      """
      {"timestamp":1795903200123,"webaclId":"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop/a1","action":"BLOCK","httpRequest":{"clientIp":"203.0.113.7","uri":"/orders","httpMethod":"GET"}}""",
      JsonLift.of(TEXT, "event.action", "action"),
      JsonLift.of(JsonLift.Reading.VALUE, "source.ip", "httpRequest.clientIp"),
      JsonLift.of(TEXT, "url.path", "httpRequest.uri"),
      JsonLift.of(TEXT, "http.request.method", "httpRequest.httpMethod")),
  ROUTE53(
      "Amazon Route 53 Resolver",
      "query_timestamp query_name query_type",
      """
      {"version":"1.100000","account_id":"123456789012","query_timestamp":"2026-11-28T22:00:00Z","query_name":"shop.example.","query_type":"A","rcode":"NOERROR"}""",
      JsonLift.of(TEXT, "dns.question.name", "query_name"),
      JsonLift.of(TEXT, "dns.question.type", "query_type"),
      JsonLift.of(TEXT, "dns.response_code", "rcode")),
  STEP_FUNCTIONS(
      "AWS Step Functions",
      "event_timestamp execution_arn type",
      """
      {"id":"7","type":"TaskFailed","details":{"error":"States.Timeout"},"event_timestamp":"1795903200123","execution_arn":"arn:aws:states:eu-central-1:123456789012:execution:shop:a1"}""",
      JsonLift.of(TEXT, "event.action", "type"),
      JsonLift.of(TEXT, "error.type", "details.error")),
  WINSTON(
      "winston and others: a level and a message",
      "level message",
      """
      {"level":"error","message":"payment refused","timestamp":"2026-11-28T22:00:00.123Z","stack":"TypeError: no stock\\n    at pay (/app/orders.js:42:7)"}""");

  private final String title;
  private final String marks;
  private final @Nullable Level level;
  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
  private final JsonLift[] lifts;

  JsonFormat(String title, String marks, String example, JsonLift... lifts) {
    this(title, marks, null, example, lifts);
  }

  JsonFormat(String title, String marks, @Nullable Level level, String example, JsonLift... lifts) {
    this.title = title;
    this.marks = marks;
    this.level = level;
    this.example = example;
    this.lifts = lifts;
  }

  /** How the dialect is called where it is explained. */
  String title() {
    return title;
  }

  /** The members that it is recognised by, with blanks between them. */
  String marks() {
    return marks;
  }

  /** The level of all its lines that say none; null if there is none. */
  @Nullable Level level() {
    return level;
  }

  /** A line of it. */
  String example() {
    return example;
  }

  /** What only this dialect means by a name. Goes before what any dialect means. */
  JsonLift[] lifts() {
    return lifts;
  }
}
