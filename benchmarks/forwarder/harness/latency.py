"""Time of a 10,000-event invocation when each reply comes late."""

import contextlib

from harness import corpus, jdk, report, warm
from harness.function import Function
from harness.sink import Sink


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--delay-millis", type=int, default=50)
    parser.add_argument("--corpus", default="ecs-10000")
    parser.add_argument("--scale", type=float, default=1, help="times as many invocations, warm-up included")


def run(options, subjects, jvms):
    """The delay is on and off in turns, within each process."""
    subjects = [subject for subject in subjects if subject.name != "one POST"]
    kind = corpus.load(options.corpus, jdk.TARGET / "corpus")
    warm_up, count = (max(1, int(number * options.scale)) for number in warm.INVOCATIONS[kind.events_each])
    kept = []
    with Sink() as sink:
        for jvm in jvms:
            figures = {subject.name: [] for subject in subjects}
            with contextlib.ExitStack() as stack:
                functions = [stack.enter_context(Function(subject.with_jvm(jvms[jvm]), sink)) for subject in subjects]
                for function in functions:
                    function.invoke(warm.cycle(kind.payloads, warm_up))
                for _ in range(options.rounds):
                    for function in functions:
                        figures[function.subject.name].append(measure(function, sink, kind, count, options.delay_millis))
            print_table(options, jvm, figures)
            kept.append({"jvm": jvm, "delay_millis": options.delay_millis, "subjects": figures})
    return kept


def measure(function, sink, kind, count, delay_millis):
    events = warm.cycle(kind.payloads, count)
    sink.reset()
    prompt = report.median([result.millis for result in function.invoke(events)])
    requests = sink.counters()["requests"] / count
    sink.delay(delay_millis)
    late = report.median([result.millis for result in function.invoke(events)])
    sink.reset()
    return {"prompt": prompt, "late": late, "requests": requests}


def print_table(options, jvm, figures):
    rows = []
    for subject, measured in figures.items():
        late = [figure["late"] for figure in measured]
        least = [figure["prompt"] + 2 * options.delay_millis for figure in measured]
        rows.append(
            [
                subject,
                "%.1f" % report.median([figure["requests"] for figure in measured]),
                report.spread([figure["prompt"] for figure in measured]),
                report.spread(late),
                report.ratio(late, least),
            ]
        )
    delay = options.delay_millis
    title = f"Latency, {jvm}, {options.corpus}, {options.rounds} rounds"
    report.table(title, ["", "requests each", "ms at once", f"ms, replies {delay} ms late", f"/ (at once + {2 * delay} ms)"], rows)
