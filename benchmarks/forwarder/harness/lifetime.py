"""Processor time since the start of the process, by events forwarded: from when on a JVM option pays."""

from harness import corpus, jdk, report
from harness.function import Function
from harness.sink import Sink


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", default="ecs-100")
    parser.add_argument("--invocations", default="1,10,100,300,1000,3000,10000", help="after how many to look")


def run(options, subjects, jvms):
    subjects = [subject for subject in subjects if subject.name != "one POST"]
    kind = corpus.load(options.corpus, jdk.TARGET / "corpus")
    looks = [int(number) for number in options.invocations.split(",")]
    figures = {(subject.name, jvm): [] for subject in subjects for jvm in jvms}
    with Sink() as sink:
        for _ in range(options.rounds):
            for subject in subjects:
                for jvm in jvms:
                    figures[subject.name, jvm].append(measure(subject.with_jvm(jvms[jvm]), sink, kind, looks))
    rows = [[name, jvm, *(report.spread(column, "%.2f") for column in zip(*runs))] for (name, jvm), runs in figures.items()]
    events = ["%d" % (look * kind.events_each) for look in looks]
    report.table(f"CPU seconds since the start of the process, {options.corpus}, by events forwarded, {options.rounds} rounds", ["", "JVM", *events], rows)
    return [{"subject": name, "jvm": jvm, "invocations": looks, "cpu_seconds": runs} for (name, jvm), runs in figures.items()]


def measure(subject, sink, kind, looks):
    cpu = []
    with Function(subject, sink) as function:
        done = 0
        for look in looks:
            function.invoke([kind.payloads[number % len(kind.payloads)] for number in range(done, look)])
            cpu.append(function.cpu_seconds())
            done = look
    return cpu
