"""Takes log lines from standard input to the forwarder, packed as CloudWatch Logs packs them for a subscription.

It stands for CloudWatch on a laptop. Lines come as `docker compose logs --timestamps` prints them: time, space, line. The id of
an event is made of time, line and how often both came before, so that a log read again is stored once.
"""

import base64
import collections
import gzip
import hashlib
import json
import os
import queue
import sys
import threading
import time
import urllib.request
from datetime import datetime, timezone

FORWARDER = os.environ["FORWARDER_URL"] + "/2015-03-31/functions/function/invocations"
LOG_GROUP = os.environ["LOG_GROUP"]
LOG_STREAM = os.environ["LOG_STREAM"]
MAX_EVENTS = 1000
MAX_CHARACTERS = 1_000_000
LONGEST_WAIT_SECONDS = 1
ATTEMPTS = 5


def main():
    lines = queue.Queue(maxsize=10_000)
    threading.Thread(target=read_into, args=(lines,), daemon=True).start()
    seen = collections.Counter()
    more = True
    while more:
        batch, more = next_batch(lines)
        if batch:
            deliver([to_event(line, seen) for line in batch])


def read_into(lines):
    for line in sys.stdin.buffer:
        lines.put(line.decode("utf-8", "replace").rstrip("\r\n"))
    lines.put(None)


def next_batch(lines):
    """Waits for a line, then for others that come within the longest wait. False at the end of the input."""
    batch, characters, deadline = [], 0, None
    while len(batch) < MAX_EVENTS and characters < MAX_CHARACTERS:
        try:
            line = lines.get(timeout=None if deadline is None else max(0, deadline - time.monotonic()))
        except queue.Empty:
            break
        if line is None:
            return batch, False
        deadline = deadline or time.monotonic() + LONGEST_WAIT_SECONDS
        batch.append(line)
        characters += len(line)
    return batch, True


def to_event(line, seen):
    stamp, _, message = line.partition(" ")
    seen[line] += 1
    digest = hashlib.sha256(f"{LOG_GROUP}\n{LOG_STREAM}\n{line}\n{seen[line]}".encode()).hexdigest()
    return {"id": str(int(digest[:44], 16)).zfill(56)[:56], "timestamp": milliseconds(stamp), "message": message}


def milliseconds(stamp):
    """Docker's time, as 2026-11-22T10:15:30.123456789Z. Python knows microseconds at most."""
    whole, _, fraction = stamp.rstrip("Z").partition(".")
    at = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)
    return int(at.timestamp()) * 1000 + int((fraction + "000")[:3])


def deliver(events):
    payload = {
        "messageType": "DATA_MESSAGE",
        "owner": "123456789012",
        "logGroup": LOG_GROUP,
        "logStream": LOG_STREAM,
        "subscriptionFilters": ["laptop"],
        "logEvents": events,
    }
    data = base64.b64encode(gzip.compress(json.dumps(payload).encode())).decode()
    for attempt in range(ATTEMPTS):
        problem = invoke({"awslogs": {"data": data}})
        if problem is None:
            print(f"{len(events)} lines delivered", file=sys.stderr)
            return
        print(f"attempt {attempt + 1} of {ATTEMPTS} failed: {problem}", file=sys.stderr)
        time.sleep(2**attempt)
    sys.exit(f"{len(events)} lines could not be delivered. Repair what is wrong and run it again: nothing is stored twice.")


def invoke(event):
    """None, or what went wrong. The emulator answers 200 to a function that failed, too."""
    request = urllib.request.Request(FORWARDER, json.dumps(event).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=150) as response:
            answer = json.loads(response.read() or b"{}")
    except (OSError, ValueError) as problem:
        return str(problem)
    return answer.get("errorMessage", answer["errorType"]) if isinstance(answer, dict) and "errorType" in answer else None


main()
