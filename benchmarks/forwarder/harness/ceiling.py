"""What the sink takes in, to show that it is not what is measured."""

import base64
import gzip
import json
import socket
import threading
import time

from harness import corpus, jdk, report
from harness.sink import Sink, post

CORPORA = ["ecs-100", "ecs-10000"]


def arguments(parser):
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--json", metavar="FILE", help="append all figures to this file")


def run(options):
    kept, rows = [], []
    with Sink() as sink:
        for name in CORPORA:
            for compressed in (False, True):
                for connections in (1, 2):
                    figures = measure(sink, bodies(name, compressed), compressed, connections, options.seconds)
                    kept.append({"corpus": name, "gzip": compressed, "connections": connections} | figures)
                    rows.append([name, "on" if compressed else "off", connections, *("%.0f" % figures["documents_per_second"], "%.2f" % figures["cpu_seconds_per_million"], "%.2f" % figures["millis"])])
    report.table("The sink alone, with prepared bodies", ["bodies", "gzip", "connections", "documents/s", "the sink's CPU s per million documents", "ms per request"], rows)
    return kept


def bodies(name, compressed):
    """Bodies as a forwarder would send them, of at most 5,000 documents."""
    made = []
    for event in corpus.load(name, jdk.TARGET / "corpus").payloads[:4]:
        payload = json.loads(gzip.decompress(base64.b64decode(json.loads(event)["awslogs"]["data"])))
        lines = ['{"create":{"_index":"logs-a-default","_id":"%s"}}\n%s\n' % (event["id"][-20:], event["message"]) for event in payload["logEvents"]]
        for first in range(0, len(lines), 5000):
            body = "".join(lines[first : first + 5000]).encode()
            made.append(gzip.compress(body, 1) if compressed else body)
    return made


def measure(sink, requests, compressed, connections, seconds):
    sink.reset()
    before, begun, millis = sink.cpu_seconds(), time.monotonic(), []
    threads = [threading.Thread(target=send, args=(sink, requests, compressed, begun + seconds, millis)) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed, documents = time.monotonic() - begun, sink.counters()["documents"]
    return {
        "documents_per_second": documents / elapsed,
        "cpu_seconds_per_million": (sink.cpu_seconds() - before) / documents * 1e6,
        "millis": report.median(millis),
    }


def send(sink, requests, compressed, until, millis):
    with socket.create_connection(("127.0.0.1", sink.port)) as connection:
        while time.monotonic() < until:
            for request in requests:
                begun = time.monotonic()
                post(connection, request, compressed)
                millis.append((time.monotonic() - begun) * 1e3)
