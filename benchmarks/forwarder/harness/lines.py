"""Log lines of an imaginary shop, in the forms that real programs write.

Every function takes a seeded random.Random and the event's time in milliseconds since 1970, and returns one line.
"""

import datetime
import json

SERVICES = ["orders", "checkout", "catalog", "payments", "shipping", "accounts", "search", "cart"]
LEVELS = ["INFO"] * 14 + ["DEBUG"] * 3 + ["WARN"] * 2 + ["ERROR"]
CLASSES = ["RequestFilter", "OrderController", "PriceService", "ConnectionPool", "RetryPolicy", "EventPublisher"]
PACKAGES = ["web", "core", "database", "queue"]
MESSAGES = [
    "handled request in {ms} ms",
    "cache miss for key {hex} after {ms} ms, reading through",
    "order {big} accepted for customer {small}",
    "retrying call to {service} (attempt {digit} of 3): connection reset by peer",
    "published event {hex} to topic {service}-events, partition {digit}",
    "slow query ({ms} ms): SELECT * FROM line_item WHERE order_id = {big}",
    "token of user {small} expires in {ms} s",
    'payment {hex} declined by provider: "insufficient funds"',
    "rebalanced {digit} consumers, lag is {big}",
    "validated {digit} lines of order {big}, total {ms}.{digit}0 €",
]
PATHS = ["/api/v1/orders/{big}", "/api/v1/carts/{hex}/items", "/health", "/api/v2/search?q={service}", "/login"]
AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
    "okhttp/4.12.0",
    "curl/8.5.0",
]
STATUSES = [200] * 8 + [201, 204, 404, 500]


def ecs(random, millis):
    """ECS with dotted names, as ecs-logging libraries write it; about 690 bytes, one in twenty with a stack trace."""
    level = random.choice(LEVELS)
    line = {
        "@timestamp": utc(millis),
        "log.level": level,
        "message": message(random),
        "ecs.version": "8.11.0",
        "service.name": random.choice(SERVICES),
        "service.environment": "production",
        "event.dataset": "shop.app",
        "process.thread.name": thread(random),
        "log.logger": logger(random),
        "trace.id": hexadecimal(random, 32),
        "transaction.id": hexadecimal(random, 16),
        "http.request.method": random.choice(["GET", "GET", "POST", "PUT"]),
        "url.path": fill(random, random.choice(PATHS)),
        "http.response.status_code": random.choice(STATUSES),
        "event.duration": int(random.lognormvariate(17, 1)),
        "client.ip": ip(random),
        "user_agent.original": random.choice(AGENTS),
        "labels": {"request": hexadecimal(random, 12)},
    }
    if level == "ERROR":
        line["error.type"] = "java.net.SocketTimeoutException"
        line["error.stack_trace"] = java_trace(random)
    return compact(line)


def logstash(random, millis):
    """logstash-logback-encoder."""
    level = random.choice(LEVELS)
    line = {
        "@timestamp": utc(millis),
        "@version": "1",
        "message": message(random),
        "logger_name": logger(random),
        "thread_name": thread(random),
        "level": level,
        "level_value": {"DEBUG": 10000, "INFO": 20000, "WARN": 30000, "ERROR": 40000}[level],
        "traceId": hexadecimal(random, 32),
        "spanId": hexadecimal(random, 16),
        "application": random.choice(SERVICES),
        "orderId": random.randrange(10**8),
    }
    if level == "ERROR":
        line["stack_trace"] = java_trace(random)
    return compact(line)


def pino(random, millis):
    """Node's pino: numbers for levels, milliseconds for the time, nested request and response."""
    level = random.choice(LEVELS)
    line = {
        "level": {"DEBUG": 20, "INFO": 30, "WARN": 40, "ERROR": 50}[level],
        "time": millis,
        "pid": random.randrange(2, 400),
        "hostname": "ip-10-0-%d-%d.eu-central-1.compute.internal" % (random.randrange(256), random.randrange(256)),
        "reqId": "req-%x" % random.getrandbits(20),
        "req": {
            "method": random.choice(["GET", "POST"]),
            "url": fill(random, random.choice(PATHS)),
            "headers": {"host": "shop.example", "user-agent": random.choice(AGENTS), "accept": "application/json"},
            "remoteAddress": ip(random),
            "remotePort": random.randrange(1024, 65536),
        },
        "res": {"statusCode": random.choice(STATUSES)},
        "responseTime": random.randrange(1, 2000) / 8,
        "msg": "request completed",
    }
    if level == "ERROR":
        line["err"] = {
            "type": "TypeError",
            "message": "Cannot read properties of undefined (reading 'price')",
            "stack": "TypeError: Cannot read properties of undefined (reading 'price')\n"
            + "\n".join("    at step%d (/app/dist/cart.js:%d:%d)" % (i, random.randrange(900), random.randrange(80)) for i in range(5)),
        }
    return compact(line)


def serilog(random, millis):
    """.NET's Serilog in its compact form (CLEF): no level means information."""
    level = random.choice(LEVELS)
    elapsed = random.randrange(1, 9000) / 16
    line = {
        "@t": utc(millis)[:-1] + "4567Z",
        "@mt": "HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed:0.0000} ms",
        "@r": ["%.4f" % elapsed],
        "RequestMethod": random.choice(["GET", "POST"]),
        "RequestPath": fill(random, random.choice(PATHS)),
        "StatusCode": random.choice(STATUSES),
        "Elapsed": elapsed,
        "SourceContext": "Serilog.AspNetCore.RequestLoggingMiddleware",
        "RequestId": "0HN%s:%08X" % (hexadecimal(random, 10).upper(), random.randrange(64)),
        "ConnectionId": "0HN%s" % hexadecimal(random, 10).upper(),
        "@tr": hexadecimal(random, 32),
        "@sp": hexadecimal(random, 16),
    }
    if level != "INFO":
        line["@l"] = {"DEBUG": "Debug", "WARN": "Warning", "ERROR": "Error"}[level]
    if level == "ERROR":
        line["@x"] = "System.TimeoutException: The operation has timed out.\r\n   at Shop.Payments.Client.Send() in /src/Client.cs:line %d" % (
            random.randrange(400)
        )
    return compact(line)


def logfmt(random, millis):
    """Go's logfmt, as of Grafana's and HashiCorp's programs."""
    return 'ts=%s level=%s caller=%s.go:%d component=%s msg="%s" duration=%dms trace_id=%s' % (
        utc(millis),
        random.choice(LEVELS).lower(),
        random.choice(["handler", "store", "queue"]),
        random.randrange(900),
        random.choice(SERVICES),
        message(random).replace('"', '\\"'),
        random.randrange(1, 3000),
        hexadecimal(random, 32),
    )


def spring(random, millis):
    """Spring Boot's console pattern."""
    return "%s  %5s 1 --- [%s] [%s] [%s-%s] %-40s : %s" % (
        utc(millis),
        random.choice(LEVELS),
        random.choice(SERVICES),
        thread(random)[:15].rjust(15),
        hexadecimal(random, 32),
        hexadecimal(random, 16),
        "c.s." + logger(random).split(".", 2)[2],
        message(random),
    )


def nginx(random, millis):
    """nginx's access log, in the combined format."""
    return '%s - - [%s] "%s %s HTTP/1.1" %d %d "%s" "%s"' % (
        ip(random),
        moment(millis).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        random.choice(["GET", "GET", "POST"]),
        fill(random, random.choice(PATHS)),
        random.choice(STATUSES),
        random.randrange(40000),
        random.choice(["-", "https://shop.example/"]),
        random.choice(AGENTS),
    )


def klog(random, millis):
    """klog, as of Kubernetes' programs: the level's letter, no year."""
    return "%s%s %7d %s.go:%d] %s" % (
        random.choice(LEVELS)[0],
        moment(millis).strftime("%m%d %H:%M:%S.%f"),
        random.randrange(1, 400),
        random.choice(["controller", "reconciler", "leaderelection"]),
        random.randrange(900),
        message(random),
    )


def python(random, millis):
    """Python's logging, in its usual pattern."""
    return "%s,%03d - %s - %s - %s" % (
        moment(millis).strftime("%Y-%m-%d %H:%M:%S"),
        millis % 1000,
        "shop." + random.choice(SERVICES),
        {"WARN": "WARNING"}.get(level := random.choice(LEVELS), level),
        message(random),
    )


def text(random, millis):
    """A time, a level, a logger and a sentence; about 200 bytes."""
    return "%s [%s] %-5s %s - %s path=%s client=%s request=%s" % (
        utc(millis),
        thread(random),
        random.choice(LEVELS),
        logger(random),
        message(random),
        fill(random, random.choice(PATHS)),
        ip(random),
        hexadecimal(random, 12),
    )


def prose(random, _millis):
    """A line that follows no form: neither time nor level."""
    return "%s; %s" % (message(random), message(random))


MIXED = [ecs, logstash, pino, serilog, logfmt, spring, nginx, klog, python, prose]


def moment(millis):
    return datetime.datetime.fromtimestamp(millis / 1000, datetime.timezone.utc)


def utc(millis):
    return moment(millis - millis % 1000).strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (millis % 1000)


def fill(random, template):
    return template.format(
        ms=int(random.lognormvariate(4, 1)),
        hex=hexadecimal(random, 16),
        big=random.randrange(10**8),
        small=random.randrange(10**6),
        service=random.choice(SERVICES),
        digit=random.randrange(1, 9),
    )


def message(random):
    return fill(random, random.choice(MESSAGES))


def logger(random):
    return "com.shop.%s.%s" % (random.choice(PACKAGES), random.choice(CLASSES))


def thread(random):
    return "http-nio-8080-exec-%d" % random.randrange(200)


def hexadecimal(random, digits):
    return "%0*x" % (digits, random.getrandbits(4 * digits))


def ip(random):
    return "10.%d.%d.%d" % (random.randrange(256), random.randrange(256), random.randrange(256))


def java_trace(random):
    frames = ["\tat %s.call(%s.java:%d)" % (logger(random), random.choice(CLASSES), random.randrange(400)) for _ in range(6)]
    return "\n".join(["java.net.SocketTimeoutException: Read timed out"] + frames)


def compact(members):
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False)
