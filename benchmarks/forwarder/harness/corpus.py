"""Payloads as CloudWatch Logs sends them: seeded, written once below target/, and read from there afterwards."""

import base64
import dataclasses
import gzip
import hashlib
import inspect
import json
import random

from harness import lines

FIRST_MILLIS = 1_795_900_000_000  # 2026-11-28


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Lambda events of one kind.

    `raw_bytes` is what the events' lines take in all payloads together; `payloads` are the events as JSON.
    """

    name: str
    events_each: int
    raw_bytes: int
    payloads: list

    @property
    def bytes_per_line(self):
        return self.raw_bytes / len(self.payloads) / self.events_each


# Name: forms of line, payloads, events in each. A payload comes from one log stream, so from one program: all its lines have one form.
KINDS = {
    "ecs-1": ([lines.ecs], 200, 1),
    "ecs-100": ([lines.ecs], 200, 100),
    "ecs-10000": ([lines.ecs], 4, 10_000),
    "text-1": ([lines.text], 200, 1),
    "text-100": ([lines.text], 200, 100),
    "text-10000": ([lines.text], 4, 10_000),
    "mixed-1": (lines.MIXED, 200, 1),
    "mixed-100": (lines.MIXED, 200, 100),
    "mixed-10000": (lines.MIXED, 10, 10_000),
} | {form.__name__ + "-100": ([form], 20, 100) for form in lines.MIXED if form is not lines.ecs}


def load(name, folder):
    """The corpus of that name, generated if this version of it is not there yet."""
    forms, payloads, events_each = KINDS[name]
    file = folder / (name + ".jsonl")
    head, events = read(file) if file.exists() else ({}, [])
    if head.get("generator") != generator():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_text("".join(generate(name, forms, payloads, events_each)))
        unfinished.rename(file)
        head, events = read(file)
    return Corpus(name, events_each, head["raw_bytes"], events)


def read(file):
    first, *rest = file.read_text().splitlines()
    return json.loads(first), [event.encode() for event in rest]


def generator():
    """Changes with the code that generates."""
    return hashlib.sha256((inspect.getsource(lines) + inspect.getsource(generate)).encode()).hexdigest()


def generate(name, forms, payloads, events_each):
    source = random.Random(name)
    millis, raw_bytes, events = FIRST_MILLIS, 0, []
    for number in range(payloads):
        form = forms[number % len(forms)]
        log_events = []
        for _ in range(events_each):
            millis += source.randrange(20)
            line = form(source, millis)
            raw_bytes += len(line.encode())
            # CloudWatch's ids are decimal numbers of 56 digits.
            log_events.append({"id": "3%055d" % source.getrandbits(180), "timestamp": millis, "message": line})
        events.append(json.dumps(lambda_event(envelope(source, log_events))) + "\n")
    return [json.dumps({"generator": generator(), "raw_bytes": raw_bytes}) + "\n", *events]


def envelope(source, log_events):
    service = source.choice(lines.SERVICES)
    return {
        "messageType": "DATA_MESSAGE",
        "owner": "123456789012",
        "logGroup": "/ecs/shop-" + service,
        "logStream": "app/%s/%s" % (service, lines.hexadecimal(source, 32)),
        "subscriptionFilters": ["logferry"],
        "logEvents": log_events,
    }


def lambda_event(payload):
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    return {"awslogs": {"data": base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()}}
