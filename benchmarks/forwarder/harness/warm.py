"""Processor time of an event in a process that has run for a while."""

import contextlib

from harness import corpus, jdk, report
from harness.function import Function
from harness.sink import Sink

# Events in a payload: invocations that are not measured, and invocations in each round.
INVOCATIONS = {1: (3000, 1500), 100: (500, 200), 10_000: (8, 4)}


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpora", default="ecs-1,ecs-100,ecs-10000,text-100,mixed-100", help="any of " + ", ".join(corpus.KINDS))
    parser.add_argument("--compression", default="on", help="on, off, or on,off")
    parser.add_argument("--scale", type=float, default=1, help="times as many invocations, warm-up included")


def run(options, subjects, jvms):
    kept = []
    with Sink() as sink:
        for jvm in jvms:
            for name in options.corpora.split(","):
                for compression in options.compression.split(","):
                    kind = corpus.load(name, jdk.TARGET / "corpus")
                    prepared = [prepare(subject, jvms[jvm], compression) for subject in subjects]
                    figures = in_turns(prepared, sink, kind, options)
                    title = f"Warm, {jvm}, {name} ({kind.bytes_per_line:.0f} bytes a line), gzip {compression}, {options.rounds} rounds"
                    print_table(title, prepared, figures)
                    kept.append({"jvm": jvm, "corpus": name, "gzip": compression, "subjects": figures})
    return kept


def prepare(subject, jvm_options, compression):
    return subject.with_jvm(jvm_options).with_environment(LOGFERRY_ELASTICSEARCH_COMPRESSION="true" if compression == "on" else "false")


def in_turns(subjects, sink, kind, options):
    """Starts all subjects and lets them take turns, so that a busy minute hits all alike."""
    warm_up, count = (max(1, int(number * options.scale)) for number in INVOCATIONS[kind.events_each])
    figures = {subject.name: [] for subject in subjects}
    with contextlib.ExitStack() as stack:
        functions = [stack.enter_context(Function(subject, sink)) for subject in subjects]
        for function in functions:
            function.invoke(cycle(kind.payloads, warm_up))
        for _ in range(options.rounds):
            for function in functions:
                figures[function.subject.name].append(measure(function, sink, kind, count))
        for function in functions:
            for figure in figures[function.subject.name]:
                figure["memory"] = function.peak_memory_mib()
    return figures


def measure(function, sink, kind, count):
    events = cycle(kind.payloads, count)
    sink.reset()
    before = function.cpu_seconds()
    results = function.invoke(events)
    cpu = function.cpu_seconds() - before
    received = sink.counters()
    millis = [result.millis for result in results]
    expected = count * (1 if function.subject.handler.endswith("OnePost") else kind.events_each)
    # Documents of error groups come on top, each once.
    if not expected <= received["documents"] <= 1.1 * expected:
        raise SystemExit(f"{function.subject.name} sent {received['documents']} documents for {expected} events")
    return {
        "cpu_seconds_per_million": cpu / (count * kind.events_each) * 1e6,
        "cpu_millis_per_invocation": cpu / count * 1e3,
        "millis": report.median(millis),
        "wire_bytes_per_event": received["wire_bytes"] / received["documents"],
        "body_bytes_per_event": received["body_bytes"] / received["documents"],
        "requests_per_invocation": received["requests"] / count,
    }


def cycle(payloads, count):
    return [payloads[number % len(payloads)] for number in range(count)]


def print_table(title, subjects, figures):
    column = lambda subject, name: [figure[name] for figure in figures[subject.name]]
    bases = subjects[:-1] or subjects
    rows = []
    for subject in subjects:
        cpu = column(subject, "cpu_seconds_per_million")
        rows.append(
            [
                subject.name,
                report.spread(cpu, "%.1f"),
                *(report.ratio(cpu, column(base, "cpu_seconds_per_million")) for base in bases),
                report.spread(column(subject, "cpu_millis_per_invocation"), "%.2f"),
                report.spread(column(subject, "millis"), "%.2f"),
                "%.0f / %.0f" % (report.median(column(subject, "body_bytes_per_event")), report.median(column(subject, "wire_bytes_per_event"))),
                "%.1f" % report.median(column(subject, "requests_per_invocation")),
                "%.0f" % column(subject, "memory")[0],
            ]
        )
    headers = ["", "CPU s per million events", *("/ " + base.name for base in bases), "CPU ms per invocation", "ms per invocation", "bytes per event: body / sent", "requests each", "peak RSS, MiB"]
    report.table(title, headers, rows)
