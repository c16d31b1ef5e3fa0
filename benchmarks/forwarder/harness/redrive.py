"""Payloads that a redrive brings in per second, with a delay on each call to S3."""

import json

from harness import corpus, function, jdk, report
from harness.function import Function
from harness.s3 import S3StandIn
from harness.sink import Sink

PREFIX = "aws/lambda/async/benchmark/2026/11/28/"


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--objects", type=int, default=600, help="on-failure records in the bucket, one payload in each")
    parser.add_argument("--s3-delay-millis", type=int, default=30)
    parser.add_argument("--reply-delay-millis", type=int, default=0, help="of each reply of the cluster")
    parser.add_argument("--parallel-objects", help="LOGFERRY_REDRIVE_PARALLEL_OBJECTS; by default the forwarder's own")
    parser.add_argument("--corpus", default="ecs-100")


def run(options, subjects, jvms):
    """Measures the forwarder's builds only: floors and other handlers have no redrive."""
    subjects = [subject for subject in subjects if subject.handler == function.FORWARD_HANDLER]
    kind = corpus.load(options.corpus, jdk.TARGET / "corpus")
    kept = []
    with Sink() as sink:
        for jvm in jvms:
            figures = {subject.name: [] for subject in subjects}
            for _ in range(options.rounds):
                for subject in subjects:
                    figures[subject.name].append(measure(subject.with_jvm(jvms[jvm]), sink, kind, options))
            print_table(options, jvm, figures)
            kept.append({"jvm": jvm, "subjects": figures})
    return kept


def measure(subject, sink, kind, options):
    bucket = S3StandIn(options.s3_delay_millis)
    with Function(redriving(subject, bucket, options), sink) as redrive:
        fill(bucket, kind, 10)
        redrive.invoke([b"{}"])  # Loads the SDK's classes, which takes about a second.
        fill(bucket, kind, options.objects)
        bucket.calls.clear()
        sink.reset()
        sink.delay(options.reply_delay_millis)
        before = redrive.cpu_seconds()
        (result,) = redrive.invoke([b"{}"])
        cpu = redrive.cpu_seconds() - before
        documents = sink.counters()["documents"]
        sink.reset()
    bucket.close()
    if bucket.objects or documents != options.objects * kind.events_each:
        raise SystemExit(f"{subject.name}: {len(bucket.objects)} objects are left, {documents} documents were sent: {result.body[:500]!r}")
    return {
        "payloads_per_second": options.objects / result.millis * 1e3,
        "calls_per_payload": sum(bucket.calls.values()) / options.objects,
        "cpu_millis_per_payload": cpu / options.objects * 1e3,
    }


def redriving(subject, bucket, options):
    settings = {
        "LOGFERRY_FAILURE_BUCKET": "failures",
        "AWS_ENDPOINT_URL_S3": "http://" + bucket.address,
    }
    if options.parallel_objects:
        settings["LOGFERRY_REDRIVE_PARALLEL_OBJECTS"] = options.parallel_objects
    return subject.with_handler(function.REDRIVE_HANDLER).with_environment(**settings)


def fill(bucket, kind, objects):
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    for number in range(objects):
        record = {
            "version": "1.0",
            "timestamp": "2026-11-28T00:00:00.000Z",
            "requestContext": {"requestId": "%036d" % number, "condition": "RetriesExhausted", "approximateInvokeCount": 3},
            "requestPayload": json.loads(kind.payloads[number % len(kind.payloads)]),
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        }
        bucket.objects["%s2026-11-28T00.00.00-%036d" % (PREFIX, number)] = json.dumps(record).encode()


def print_table(options, jvm, figures):
    columns = {"payloads per second": ("payloads_per_second", "%.0f"), "S3 calls per payload": ("calls_per_payload", "%.2f"), "CPU ms per payload": ("cpu_millis_per_payload", "%.1f")}
    rows = [
        [subject, *(report.spread([figure[name] for figure in measured], form) for name, form in columns.values())]
        for subject, measured in figures.items()
    ]
    parallel = options.parallel_objects or "by default"
    title = f"Redrive, {jvm}, {options.objects} records of {options.corpus}, {options.s3_delay_millis} ms per S3 call, {options.reply_delay_millis} ms per reply, objects at once: {parallel}"
    report.table(title, ["", *columns], rows)
