"""From the start of the process to the first bulk request that is answered, and to the invocation's response."""

import random
import shutil

from harness import corpus, function, jdk, report
from harness.function import Function
from harness.sink import Sink

CACHES = ["none", "appcds", "aot"]


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=11, help="processes of each kind")
    parser.add_argument("--caches", default=",".join(CACHES), help="none, appcds, aot")
    parser.add_argument("--connections", default="plain,tls", help="plain, tls")
    parser.add_argument("--certificate", choices=["rsa", "ec"], default="rsa", help="keys of the CA and of the server")
    parser.add_argument("--corpus", default="ecs-1", help="what the first invocation brings")


def run(options, subjects, jvms):
    events = corpus.load(options.corpus, jdk.TARGET / "corpus").payloads
    archives = jdk.TARGET / "archives"
    shutil.rmtree(archives, ignore_errors=True)
    archives.mkdir(parents=True)
    with Sink(options.certificate) as sink:
        settings = [
            (jvm, connection, cache)
            for jvm in jvms
            for connection in options.connections.split(",")
            for cache in options.caches.split(",")
        ]
        starts = {}
        for setting in settings:
            for subject in subjects:
                starts[setting, subject.name] = prepare(subject.with_jvm(jvms[setting[0]]), setting, sink, events[0], archives)
        figures = {start: [] for start in starts}
        classes = {start: count_classes(starts[start], start[0], sink, events[0], archives) for start in starts}
        order = random.Random(1)
        for number in range(options.rounds):
            for start in order.sample(list(starts), len(starts)):
                figures[start].append(measure(starts[start], start[0], sink, events[number % len(events)]))
    for setting in settings:
        print_table(options, setting, subjects, figures, classes)
    return [dict(zip(["jvm", "connection", "cache", "subject"], [*start[0], start[1]])) | {"runs": runs} for start, runs in figures.items()]


def prepare(subject, setting, sink, event, archives):
    """The subject with the options that make it use its archive, which is written first by a run of its own."""
    jvm, connection, cache = setting
    if cache == "none":
        return subject
    file = archives / f"{subject.name}-{jvm}-{connection}.{cache}".replace(" ", "-")
    option = "-XX:ArchiveClassesAtExit=" if cache == "appcds" else "-XX:AOTCacheOutput="
    with Function(subject.with_jvm(option + str(file)), sink, connection == "tls") as training:
        training.invoke([event])
        training.end_by_itself()
    use = "-XX:SharedArchiveFile=" if cache == "appcds" else "-XX:AOTCache="
    return subject.with_jvm(use + str(file))


def count_classes(subject, setting, sink, event, archives):
    log = archives / "classes.log"
    log.unlink(missing_ok=True)
    with Function(subject.with_jvm(f"-Xlog:class+load:file={log}"), sink, setting[1] == "tls") as loading:
        loading.invoke([event])
    loaded = [line for line in log.read_text().splitlines() if " source: " in line]
    if setting[2] != "none" and not any(function.CLIENT in line and "shared objects file" in line for line in loaded):
        raise SystemExit(f"{subject.name}: the JVM does not use its {setting[2]} archive; {log} shows where classes came from")
    return len(loaded)


def measure(subject, setting, sink, event):
    sink.reset()
    with Function(subject, sink, setting[1] == "tls") as started:
        (result,) = started.invoke([event])
        cpu, memory = started.cpu_seconds(), started.peak_memory_mib()
    acknowledged = sink.counters()["first_answer_nanos"]
    return {
        "acknowledged": (acknowledged - started.started_nanos) / 1e6,
        "after": (result.ended_nanos - acknowledged) / 1e6,
        "cpu": cpu * 1e3,
        "memory": memory,
    }


def print_table(options, setting, subjects, figures, classes):
    rows = []
    column = lambda subject, name: [figure[name] for figure in figures[setting, subject.name]]
    for subject in subjects:
        first = column(subject, "acknowledged")
        rows.append(
            [
                subject.name,
                report.spread(first),
                report.ratio(first, column(subjects[0], "acknowledged")),
                report.spread(column(subject, "after"), "%.1f"),
                report.spread(column(subject, "cpu")),
                report.ratio(column(subject, "cpu"), column(subjects[0], "cpu")),
                report.spread(column(subject, "memory")),
                classes[setting, subject.name],
            ]
        )
    jvm, connection, cache = setting
    what = f"Cold start, {jvm}, {connection}{' (' + options.certificate + ')' if connection == 'tls' else ''}, cache: {cache}, {options.corpus}, {options.rounds} processes each"
    report.table(what, ["", "first answer, ms", "/ " + subjects[0].name, "response after it, ms", "CPU, ms", "/ " + subjects[0].name, "peak RSS, MiB", "classes"], rows)
