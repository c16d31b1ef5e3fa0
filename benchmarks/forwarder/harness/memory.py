"""Peak memory of 10,000-event payloads by size of the heap, and bytes allocated for an event."""

from harness import corpus, jdk, report, warm
from harness.function import Function, FunctionFailed
from harness.sink import Sink

PROBE = "dev.logferry.benchmarks.floor.AllocationProbe"
MOST_EXTRA_CPU = 1.10


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--heaps", default="48,56,64,80,96,112,128,160,256,400", help="sizes in MiB; the last is the one to compare with")
    parser.add_argument("--corpus", default="ecs-10000")
    parser.add_argument("--allocation-corpora", default="ecs-100,text-100,mixed-100")
    parser.add_argument("--scale", type=float, default=1, help="times as many invocations, warm-up included")


def run(options, subjects, jvms):
    subjects = [subject for subject in subjects if subject.name != "one POST"]
    kept = []
    with Sink() as sink:
        for jvm in jvms:
            for subject in subjects:
                kept.append(by_heap(subject, jvm, jvms[jvm], sink, options))
            kept.extend(allocation(subjects, jvm, jvms[jvm], sink, name) for name in options.allocation_corpora.split(","))
    return kept


def by_heap(subject, jvm, jvm_options, sink, options):
    heaps = options.heaps.split(",")
    kind = corpus.load(options.corpus, jdk.TARGET / "corpus")
    variants = {heap: with_heap(subject, jvm_options, heap) for heap in heaps}
    enough = [heap for heap in heaps if succeeds(variants[heap], sink, kind)]
    figures = warm.in_turns([variants[heap] for heap in enough], sink, kind, options)
    cpu = {heap: [figure["cpu_seconds_per_million"] for figure in figures[variants[heap].name]] for heap in enough}
    rows = [[heap, "fails", "", ""] for heap in heaps if heap not in enough]
    for heap in enough:
        memory = figures[variants[heap].name][0]["memory"]
        rows.append([heap, report.spread(cpu[heap], "%.1f"), report.ratio(cpu[heap], cpu[heaps[-1]]), "%.0f" % memory])
    report.table(f"Memory, {subject.name}, {jvm}, {options.corpus}, {options.rounds} rounds", ["heap, MiB", "CPU s per million events", f"/ {heaps[-1]} MiB", "peak RSS, MiB"], rows)
    small = [heap for heap in enough if float(report.ratio(cpu[heap], cpu[heaps[-1]])) <= MOST_EXTRA_CPU]
    print(f"\nSmallest heap that costs at most 10 % CPU: {small[0]} MiB, with a peak of {figures[variants[small[0]].name][0]['memory']:.0f} MiB.")
    return {"jvm": jvm, "subject": subject.name, "heaps": {heap: figures[variants[heap].name] for heap in enough}}


def with_heap(subject, jvm_options, heap):
    named = subject.with_jvm(jvm_options).with_jvm(f"-Xmx{heap}m")  # The last -Xmx counts.
    return named.named(f"{subject.name}, {heap} MiB")


def succeeds(subject, sink, kind):
    try:
        with Function(subject, sink) as function:
            function.invoke(warm.cycle(kind.payloads, 8))
        return True
    except FunctionFailed:
        return False


def allocation(subjects, jvm, jvm_options, sink, name):
    kind = corpus.load(name, jdk.TARGET / "corpus")
    warm_up, count = warm.INVOCATIONS[kind.events_each]
    bytes_per_event = {}
    for subject in subjects:
        probed = subject.with_jvm(jvm_options).with_handler(PROBE, jdk.benchmarks_jar()).with_environment(PROBED_HANDLER=subject.handler)
        with Function(probed, sink) as function:
            before = int(function.invoke(warm.cycle(kind.payloads, warm_up))[-1].body)
            after = int(function.invoke(warm.cycle(kind.payloads, count))[-1].body)
        bytes_per_event[subject.name] = (after - before) / (count * kind.events_each)
    title = f"Allocated, {jvm}, {name} ({kind.bytes_per_line:.0f} bytes a line)"
    report.table(title, ["", "bytes per event"], [[subject, "%.0f" % figure] for subject, figure in bytes_per_event.items()])
    return {"jvm": jvm, "corpus": name, "allocated_bytes_per_event": bytes_per_event}
