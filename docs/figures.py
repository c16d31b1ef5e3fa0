#!/usr/bin/env python3
"""Computes the capacity and cost tables of docs/OPERATIONS.md from the inputs below.

    docs/figures.py          prints them
    docs/figures.py --write  writes them into the runbook
    docs/figures.py --check  fails if the runbook has other ones

Change an input, write, and look at the difference.
"""

import pathlib
import re
import sys

# Measured; how: docs/rationale/deployment.md, "Where do the runbook's figures come from?" Processor time is that of one full core.
CPU_MILLIS_PER_INVOCATION = 0.6
CPU_MICROS_PER_EVENT = 35  # an ECS line of 700 bytes
REDRIVE_CPU_MILLIS_PER_OBJECT = 5.6  # besides that of its events
WIRE_BYTES_PER_EVENT = 150  # bulk request, gzipped
PAYLOAD_BYTES_PER_EVENT = 115  # CloudWatch's gzip; base64 makes it a third more
SUMMARY_LINE_BYTES = 1_300  # of the function's log; its platform lines come on top
ELASTICSEARCH_DOCUMENTS_PER_CORE = 25_000  # a second, explicit mapping, no replica
ELASTICSEARCH_DOCUMENTS_PER_CORE_DYNAMIC = 14_000

# Assumed. Replace them by what your dashboard shows.
ROUND_TRIP_SECONDS = 0.050  # one small request over Direct Connect
S3_SECONDS = 0.030  # one small object
LINE_BYTES = 700
PLATFORM_LINE_BYTES = 700

# The template's own.
MEMORY_GIGABYTES = 0.5
CORE_SHARE = 512 / 1769  # Lambda gives one core at 1,769 MB
REDRIVE_CORE_SHARE = 1024 / 1769
REDRIVE_PARALLEL_OBJECTS = 16
RESERVED_CONCURRENCY = 10
REDRIVE_DUTY = 270 / 300

# events a day: events in a payload. CloudWatch packs what one log stream brings at one moment: few when it is quiet.
PAYLOADS = {100: 1, 10_000: 2, 1_000_000: 10, 10_000_000: 50, 100_000_000: 200, 1_000_000_000: 500}

# US dollars, us-east-1. See the list of prices in the runbook.
LOG_GB, LAMBDA_GB_SECOND, LAMBDA_REQUEST = 0.50, 0.0000133334, 0.20e-6
METRIC_MONTH, ALARM_METRIC_MONTH, DASHBOARD_MONTH, SECRET_MONTH = 0.30, 0.10, 3.00, 0.40
DIRECT_CONNECT_GB = 0.02
STREAM_HOUR, STREAM_IN_GB, STREAM_OUT_GB = 0.04, 0.08, 0.04
FIREHOSE_GB, PUT, GET, STORAGE_GB_MONTH, QUEUE_REQUEST = 0.029, 0.005e-3, 0.0004e-3, 0.023, 0.40e-6
FARGATE_CPU_HOUR, FARGATE_GB_HOUR, BALANCER_HOUR, BALANCER_UNIT_HOUR = 0.03238, 0.00356, 0.0225, 0.008

DAY = 86_400
MONTH_DAYS = 30
GIGA = 1e9
METRICS, ALARM_METRICS, SECRETS = 9 + 5, 34, 2  # alarms of the route with the most, Firehose


def seconds(events):
    """How long an invocation takes: its own work at its share of a core, and one answer to wait for."""
    return ROUND_TRIP_SECONDS + (CPU_MILLIS_PER_INVOCATION / 1e3 + events * CPU_MICROS_PER_EVENT / 1e6) / CORE_SHARE


def redrive_rate(events):
    """Payloads a second that a redrive delivers, each an object: the processor or the waiting limits it."""
    work = (REDRIVE_CPU_MILLIS_PER_OBJECT / 1e3 + events * CPU_MICROS_PER_EVENT / 1e6) / REDRIVE_CORE_SHARE
    waiting = 2 * S3_SECONDS + 2 * ROUND_TRIP_SECONDS  # reads and deletes the object; searches for its ids and stores the rest
    return min(1 / work, REDRIVE_PARALLEL_OBJECTS / (work + waiting))


def capacity(a_day, each):
    payloads = a_day / each / DAY
    busy = payloads * seconds(each)
    cores = a_day / DAY / ELASTICSEARCH_DOCUMENTS_PER_CORE
    dynamic = a_day / DAY / ELASTICSEARCH_DOCUMENTS_PER_CORE_DYNAMIC
    catch_up_hours = a_day / each / (redrive_rate(each) * REDRIVE_DUTY) / 3600
    # Half of the reserved concurrency is left for bursts; a day's outage has to be brought in within a working day.
    route = "Direct" if busy <= RESERVED_CONCURRENCY / 2 and catch_up_hours <= 8 else "Kinesis"
    return [
        f"{a_day:,}", short(a_day / DAY), each, short(payloads), short(busy),
        f"{short(cores)} ({short(dynamic)})", f"{short(catch_up_hours)} h", route,
    ]


def short(number):
    if number < 0.01:
        return "< 0.01"
    return f"{number:.2g}" if number < 10 else f"{number:,.0f}"


def forwarding(a_day, each):
    payloads = a_day / each
    work = payloads * (seconds(each) * MEMORY_GIGABYTES * LAMBDA_GB_SECOND + LAMBDA_REQUEST)
    own_log = payloads * (SUMMARY_LINE_BYTES + PLATFORM_LINE_BYTES) / GIGA * LOG_GB
    line = a_day * WIRE_BYTES_PER_EVENT / GIGA * DIRECT_CONNECT_GB
    return work, own_log, line


def fixed():
    month = METRICS * METRIC_MONTH + ALARM_METRICS * ALARM_METRIC_MONTH + DASHBOARD_MONTH + SECRETS * SECRET_MONTH
    redrives = 288 * (1.0 * LAMBDA_GB_SECOND + LAMBDA_REQUEST + 2 * PUT) + 288 * 2_000 / GIGA * LOG_GB
    return month / MONTH_DAYS + redrives


def kinesis(a_day, each):
    record_kilobytes = -(-each * PAYLOAD_BYTES_PER_EVENT // 1024)
    gigabytes = a_day / each * record_kilobytes * 1024 / GIGA
    return 24 * STREAM_HOUR + gigabytes * (STREAM_IN_GB + STREAM_OUT_GB)


def firehose(a_day, each):
    record_kilobytes = -(-each * PAYLOAD_BYTES_PER_EVENT // 5120) * 5
    gigabytes = a_day * PAYLOAD_BYTES_PER_EVENT / GIGA
    objects = min(a_day / each, max(DAY / 60, gigabytes * 1000 / 16))
    charged = a_day / each * record_kilobytes * 1024 / GIGA
    return charged * FIREHOSE_GB + objects * (PUT + GET + 3 * QUEUE_REQUEST) + gigabytes * STORAGE_GB_MONTH


def cost(a_day):
    each = PAYLOADS[a_day]
    work, own_log, line = forwarding(a_day, each)
    ingestion = a_day * (LINE_BYTES + 26) / GIGA * LOG_GB
    direct = work + own_log + line + fixed()
    return [f"{a_day:,}", *(money(x) for x in (
        ingestion, work, own_log, line, fixed(), direct, direct + kinesis(a_day, each), direct + firehose(a_day, each)))]


def money(dollars):
    if dollars < 0.005:
        return "< 0.01"
    return f"{dollars:,.2f}" if dollars < 100 else f"{dollars:,.0f}"


def api():
    task = 24 * (FARGATE_CPU_HOUR + 2 * FARGATE_GB_HOUR)
    return 2 * task + 24 * (BALANCER_HOUR + BALANCER_UNIT_HOUR)


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in lines)


def tables():
    return {
        "capacity": table(
            ["Events a day", "a second", "in a payload", "Payloads and bulk requests a second, Direct",
             "Functions busy (512 MB)", "Elasticsearch cores (dynamic mapping)",
             "Redrive after a day's outage, Direct", "Route"],
            [capacity(a_day, each) for a_day, each in PAYLOADS.items()]),
        "cost": table(
            ["Events a day", "CloudWatch ingestion", "Lambda", "The functions' logs", "Direct Connect",
             "Alarms, metrics, redrive", "**Direct**", "**Kinesis**", "**Firehose**"],
            [cost(a_day) for a_day in (100, 1_000_000, 1_000_000_000)]),
        "api": f"The API at its minimum size, two tasks with one vCPU and 2 GB each behind a load balancer: {money(api())} a day.",
    }


def main():
    page = pathlib.Path(__file__).with_name("OPERATIONS.md")
    if not sys.argv[1:]:
        print("\n\n".join(tables().values()))
        return
    old = new = page.read_text(encoding="utf-8")
    for name, text in tables().items():
        new, count = re.subn(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end -->)", lambda at: f"{at[1]}\n{text}\n\n{at[2]}", new, flags=re.S)
        if count != 1:
            sys.exit(f"docs/OPERATIONS.md: {count} places for the table '{name}', 1 wanted")
    if sys.argv[1] == "--write":
        page.write_text(new, encoding="utf-8")
    elif new != old:
        sys.exit("docs/OPERATIONS.md: its tables are not those of docs/figures.py; run docs/figures.py --write")


main()
