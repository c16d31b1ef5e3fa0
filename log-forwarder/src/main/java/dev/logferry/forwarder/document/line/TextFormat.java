package dev.logferry.forwarder.document.line;

import static dev.logferry.forwarder.document.Level.DEBUG;
import static dev.logferry.forwarder.document.Level.ERROR;
import static dev.logferry.forwarder.document.Level.FATAL;
import static dev.logferry.forwarder.document.Level.INFO;
import static dev.logferry.forwarder.document.Level.WARN;

import dev.logferry.forwarder.document.Level;
import org.jspecify.annotations.Nullable;

/**
 * The texts of well-known programs: how their lines begin, and what that says. The first format
 * that fits counts, so what is more particular stands further up. To add one, add a constant;
 * {@code docs/LINES.md} and the tests are made from this list.
 */
enum TextFormat {
  LAMBDA_PLATFORM(
      "Lambda: its own lines",
      "START RequestId: 8f507cfc-d2b2-4697-b07a-ac58fc914c95 Version: $LATEST",
      "START RequestId: {faas.execution} Version: {faas.version}",
      "END RequestId: {faas.execution}",
      "REPORT RequestId: {faas.execution} "),
  LAMBDA_NODE(
      "Lambda: Node.js",
      "2026-11-28T22:00:00.123Z\t8f507cfc-d2b2-4697-b07a-ac58fc914c95\tERROR\tpayment refused",
      "{time}\t{faas.execution}\t{level}\t"),
  LAMBDA_PYTHON(
      "Lambda: Python",
      "[ERROR]\t2026-11-28T22:00:00.123Z\t8f507cfc-d2b2-4697-b07a-ac58fc914c95\tpayment refused",
      "[{level}]\t{time}\t{faas.execution}\t"),
  LAMBDA_JAVA(
      "Lambda: Java with log4j2",
      "2026-11-28 22:00:00 8f507cfc-d2b2-4697-b07a-ac58fc914c95 ERROR Orders:42 - payment refused",
      "{time} {faas.execution@} {level} {log.logger}:{log.origin.file.line#} - "),
  LAMBDA_FAILURE(
      "Lambda: a failed invocation",
      ERROR,
      "2026-11-28T22:00:00.123Z 8f507cfc-d2b2-4697-b07a-ac58fc914c95 Task timed out after 3.00 seconds",
      "{time} {faas.execution@} Task timed out ",
      "RequestId: {faas.execution@} Error: ",
      "RequestId: {faas.execution@} Process exited "),
  SPRING_BOOT(
      "Spring Boot",
      "2026-11-28T22:00:00.123Z ERROR 1 --- [shop] [nio-8080-exec-1] c.acme.shop.Orders : payment refused",
      "{time} {level} {process.pid#} --- [{service.name}] [{process.thread.name}] [{trace.id}-{span.id}] {log.logger} :",
      "{time} {level} {process.pid#} --- [{service.name}] [{process.thread.name}] {log.logger} :",
      "{time} {level} {process.pid#} --- [{process.thread.name}] {log.logger} :",
      "{time} {level} {process.pid#} --- "),
  LOGBACK(
      "logback, log4j, log4j2, SLF4J",
      "2026-11-28 22:00:00,123 [main] ERROR com.acme.shop.Orders - payment refused",
      "{time} [{process.thread.name}] {level} {log.logger} -",
      "{time} [{process.thread.name}] {level} {log.logger}:",
      "{time} {level} [{process.thread.name}] {log.logger} -",
      "{time} {level} [{process.thread.name}] {log.logger}:",
      "{time} {level} {log.logger} [{process.thread.name}] -",
      "{time} {level} {log.logger}:{log.origin.file.line#} - ",
      "{time} {level} {log.logger} - ",
      "{level} [{time}] {log.logger}: ",
      "[{process.thread.name}] {LEVEL} {log.logger} - "),
  LOGBACK_DEFAULT(
      "logback without a date, its default",
      "22:00:00.123 [main] ERROR com.acme.shop.Orders -- payment refused",
      "{clock} [{process.thread.name}] {level} {log.logger} -",
      "{clock} {level} [{log.logger}] ({process.thread.name}) "),
  JBOSS(
      "WildFly, Quarkus",
      "2026-11-28 22:00:00,123 ERROR [com.acme.shop.Orders] (executor-thread-1) payment refused",
      "{time} {level} [{log.logger}] ({process.thread.name}) "),
  TOMCAT(
      "Tomcat",
      "28-Nov-2026 22:00:00.123 SEVERE [main] org.apache.catalina.core.StandardService.start payment refused",
      "{time} {level} [{process.thread.name}] {log.logger} "),
  JAVA_UTIL_LOGGING(
      "java.util.logging",
      "Nov 28, 2026 10:00:00 PM com.acme.shop.Orders pay\nSEVERE: payment refused",
      "{time} {log.logger} {log.origin.function}\n{level}: "),
  LOGURU(
      "Python: loguru",
      "2026-11-28 22:00:00.123 | ERROR    | shop.orders:pay:42 - payment refused",
      "{time} | {level} | {log.logger}:{log.origin.function}:{log.origin.file.line#} - "),
  PYTHON(
      "Python: logging",
      "2026-11-28 22:00:00,123 - shop.orders - ERROR - payment refused",
      "{time} - {log.logger} - {level} - ",
      "{time} {log.logger} {LEVEL} ",
      "{LEVEL}:{log.logger}:",
      "[{time}] {level} in {log.logger}: "),
  PYTHON_SERVERS(
      "Python: gunicorn, uvicorn, Celery",
      "[2026-11-28 22:00:00 +0000] [7] [ERROR] payment refused",
      "[{time}] [{process.pid#}] [{level}] ",
      "{LEVEL}: {source.ip}:{source.port#} - \"{http.request.method} {url.original} HTTP/{http.version}\" {http.response.status_code#} ",
      "[{time}: {level}/{process.name}] "),
  KLOG(
      "klog, glog: Kubernetes",
      "E1128 22:00:00.123456      10 orders.go:114] payment refused",
      "{letter}{month-day} {process.thread.id#} {log.origin.file.name}:{log.origin.file.line#}]"),
  ZAP_CONSOLE(
      "Go: zap's console",
      "2026-11-28T22:00:00.123Z\tERROR\tshop\torders/pay.go:42\tpayment refused",
      "{time}\t{level}\t{log.logger}\t{log.origin.file.name}:{log.origin.file.line#}\t",
      "{time}\t{level}\t{log.origin.file.name}:{log.origin.file.line#}\t"),
  GIN(
      "Go: gin",
      "[GIN] 2026/11/28 - 22:00:00 | 500 |     1.203ms |    203.0.113.7 | GET      \"/orders/7\"",
      "[GIN] {_} - {clock} | {http.response.status_code#} | {_} | {source.ip} | {http.request.method} \"{url.original}\""),
  GO(
      "Go: log with file and line",
      "2026/11/28 22:00:00 orders.go:42: payment refused",
      "{time} {log.origin.file.name}:{log.origin.file.line#}: "),
  DOTNET(
      ".NET: console",
      "fail: Shop.Orders[0]\n      payment refused",
      "{level}: {log.logger}[{event.code}]"),
  NGINX_ERROR(
      "nginx: error log",
      "2026/11/28 22:00:00 [error] 7#8: *9 open() failed (2: No such file or directory)",
      "{time} [{level}] {process.pid#}#{process.thread.id#}: "),
  SERILOG(
      ".NET: Serilog, NLog",
      "2026-11-28 22:00:00.123 +00:00 [ERR] payment refused",
      "{time} [{level}] ",
      "[{clock} {level}] ",
      "{time}|{level}|{log.logger}|"),
  RUBY(
      "Ruby: Logger",
      "E, [2026-11-28T22:00:00.123456 #7] ERROR -- shop: payment refused",
      "{letter}, [{time} #{process.pid#}] {level} -- {log.logger}:",
      "{letter}, [{time} #{process.pid#}] {level} -- "),
  RUST(
      "Rust: env_logger, tracing",
      "[2026-11-28T22:00:00Z ERROR shop::orders] payment refused",
      "[{time} {level} {log.logger}] ",
      "{time} {LEVEL} {log.logger}: "),
  PHP(
      "PHP: Monolog, php-fpm",
      "[2026-11-28T22:00:00.123456+00:00] shop.ERROR: payment refused [] []",
      "[{time}] {log.logger}.{level}: ",
      "[{time}] {level}: "),
  PHP_ERROR(
      "PHP: its error log",
      ERROR,
      "[28-Nov-2026 22:00:00 UTC] PHP Fatal error:  Uncaught payment refused",
      "[{time}] PHP Fatal error: ",
      "[{time}] PHP Parse error: "),
  SYSLOG(
      "syslog: RFC 5424 and 3164",
      "<11>1 2026-11-28T22:00:00.123Z web-1 shop 7 - - payment refused",
      "<{priority}>1 {time} {host.name} {process.name} {process.pid#} ",
      "<{priority}>1 {time} {host.name} {process.name} ",
      "<{priority}>{time} {host.name} {process.name}[{process.pid#}]: ",
      "<{priority}>{time} {host.name} {process.name}: ",
      "{named-time} {host.name} {process.name}[{process.pid#}]: ",
      "{named-time} {host.name} {process.name}: "),
  NGINX_ACCESS(
      "nginx, Apache: access log",
      "203.0.113.7 - ada [28/Nov/2026:22:00:00 +0000] \"GET /orders/7 HTTP/1.1\" 500 27 \"https://shop.example/\" \"Mozilla/5.0 (X11)\"",
      "{source.ip} {_} {user.name} [{time}] \"{http.request.method} {url.original} HTTP/{http.version}\" {http.response.status_code#} {http.response.body.bytes#} \"{http.request.referrer}\" \"{user_agent.original}\"",
      "{source.ip} {_} {user.name} [{time}] \"{http.request.method} {url.original} HTTP/{http.version}\" {http.response.status_code#} {http.response.body.bytes#}",
      "{source.ip} {_} {user.name} [{time}] \"{_}\" {http.response.status_code#} {http.response.body.bytes#}"),
  APACHE_ERROR(
      "Apache: error log",
      "[Sat Nov 28 22:00:00.123456 2026] [core:error] [pid 7:tid 8] [client 203.0.113.7:4711] AH00037: payment refused",
      "[{named-time}] [{log.logger}:{level}] [pid {process.pid#}:tid {process.thread.id#}] ",
      "[{named-time}] [{log.logger}:{level}] [pid {process.pid#}] ",
      "[{named-time}] [{level}] "),
  ENVOY(
      "Envoy",
      "[2026-11-28T22:00:00.123Z] \"GET /orders/7 HTTP/1.1\" 503 UF 0 91 10 - \"-\"",
      "[{time}] \"{http.request.method} {url.original} HTTP/{http.version}\" {http.response.status_code#} ",
      "[{time}][{process.thread.id#}][{level}][{log.logger}] "),
  ELASTICSEARCH(
      "Elasticsearch",
      "[2026-11-28T22:00:00,123][ERROR][o.e.b.Elasticsearch      ] [node-1] payment refused",
      "[{time}][{level}][{log.logger}] [{host.name}] ",
      "[{time}][{level}][{log.logger}] "),
  POSTGRESQL(
      "PostgreSQL",
      "2026-11-28 22:00:00.123 UTC [7] shop@shop ERROR:  relation \"orders\" does not exist",
      "{time} [{process.pid#}] {level}: ",
      "{time} [{process.pid#}] {user.name}@{_} {level}: ",
      "{time} [{process.pid#}] {user.name}@{_} "),
  POSTGRESQL_RDS(
      "PostgreSQL on RDS and Aurora",
      "2026-11-28 22:00:00 UTC:203.0.113.7(4711):shop@shop:[7]:ERROR:  relation \"orders\" does not exist",
      "{time}:{source.ip}({source.port#}):{user.name}@{_}:[{process.pid#}]:{level}: ",
      "{time}:{_}:[{process.pid#}]:{level}: "),
  MYSQL(
      "MySQL, MariaDB",
      "2026-11-28T22:00:00.123456Z 8 [ERROR] [MY-010584] [Repl] payment refused",
      "{time} {process.thread.id#} [{level}] [{event.code}] [{log.logger}] ",
      "{time} {process.thread.id#} [{level}] "),
  REDIS_WARNING(
      "Redis: warnings",
      WARN,
      "7:M 28 Nov 2026 22:00:00.123 # payment refused",
      "{process.pid#}:{_} {time} # "),
  REDIS(
      "Redis",
      INFO,
      "7:M 28 Nov 2026 22:00:00.123 * Ready to accept connections",
      "{process.pid#}:{_} {time} * "),
  REDIS_DEBUG(
      "Redis: verbose",
      DEBUG,
      "7:M 28 Nov 2026 22:00:00.123 - 2 clients connected",
      "{process.pid#}:{_} {time} - ",
      "{process.pid#}:{_} {time} . "),
  MONGODB(
      "MongoDB before 4.4",
      "2026-11-28T22:00:00.123+0000 E STORAGE  [conn7] payment refused",
      "{time} {letter} {log.logger} [{process.thread.name}] "),
  PANIC(
      "Go: a panic",
      FATAL,
      "panic: payment refused\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:5 +0x39",
      "panic: "),
  UNCAUGHT(
      "Exceptions that nobody caught",
      ERROR,
      "Exception in thread \"main\" java.lang.IllegalStateException: payment refused",
      "Exception in thread \"{process.thread.name}\" ",
      "Traceback (most recent call last):",
      "{time} http: panic serving ",
      "Unhandled exception. ",
      "Uncaught ",
      "UnhandledPromiseRejection",
      "(node:{process.pid#}) UnhandledPromiseRejection"),
  BRACKETED_TIME_AND_LEVEL(
      "A time in brackets and a level",
      "[2026-11-28 22:00:00,123] ERROR payment refused (com.acme.shop.Orders)",
      "[{time}] {level} ",
      "[{time}] [{level}] ",
      "[{time}][{level}] "),
  TIME_AND_LEVEL(
      "A time and a level",
      "2026-11-28T22:00:00.123Z ERROR payment refused",
      "{time} {Level} ",
      "{time} {Level}: ",
      "{time} [{level}]"),
  LEVEL_AND_TIME(
      "A level and a time",
      "ERROR 2026-11-28T22:00:00.123Z payment refused",
      "{Level} {time} ",
      "{Level} [{time}] ",
      "[{level}] {time} ",
      "[{level}] [{time}] "),
  TIME_ALONE(
      "A time, and perhaps a level in capitals further on",
      "2026-11-28 22:00:00.123 shop/7 (main) ERROR payment refused",
      "{time}",
      "[{time}]",
      "<{time}>"),
  LEVEL_ALONE("A level", "ERROR: payment refused", "[{LEVEL}]", "{LEVEL}: ", "{LEVEL} ");

  private final String title;
  private final @Nullable Level level;
  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
  private final String[] templates;

  TextFormat(String title, String example, String... templates) {
    this(title, null, example, templates);
  }

  TextFormat(String title, @Nullable Level level, String example, String... templates) {
    this.title = title;
    this.level = level;
    this.example = example;
    this.templates = templates;
  }

  /** How the format is called where it is explained. */
  String title() {
    return title;
  }

  /**
   * The level of all lines of this format that do not say one themselves; null if there is none.
   */
  @Nullable Level level() {
    return level;
  }

  /** A line of it. */
  String example() {
    return example;
  }

  /** How its lines begin, as {@link TextTemplate} reads it. */
  String[] templates() {
    return templates;
  }
}
