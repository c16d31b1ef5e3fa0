"""The Lambda Runtime API that the runtime interface client talks to.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import collections
import dataclasses
import threading
import time

from harness.http_server import HttpServer, answer

FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:benchmark"


@dataclasses.dataclass(frozen=True)
class Result:
    """How an invocation ended. Times are nanoseconds of the monotonic clock."""

    succeeded: bool
    body: bytes
    handed_out_nanos: int
    ended_nanos: int

    @property
    def millis(self):
        return (self.ended_nanos - self.handed_out_nanos) / 1e6


class RuntimeApi:
    """Hands out invocations one after another, as Lambda does, and collects their results."""

    def __init__(self, timeout_seconds=900):
        self.timeout_seconds = timeout_seconds
        self.lock = threading.Lock()
        self.invoked, self.ended = threading.Condition(self.lock), threading.Condition(self.lock)
        self.waiting, self.handed_out, self.results = collections.deque(), {}, []
        self.initialization_error = None
        self.count = 0
        self.server = HttpServer(self._handle)
        self.address = self.server.address

    def close(self):
        self.server.close()

    def invoke(self, events, alive):
        """Invokes the function with each event in turn; returns their results, or fails if one fails."""
        with self.lock:
            first = len(self.results)
            self.waiting.extend(events)
            self.invoked.notify()
            while len(self.results) < first + len(events) and self.initialization_error is None:
                if not alive():
                    raise RuntimeError("the function's process has ended")
                self.ended.wait(0.5)
            results = self.results[first:]
        if self.initialization_error is not None:
            raise RuntimeError("the function failed to initialize: %r" % self.initialization_error[:2000])
        for result in results:
            if not result.succeeded:
                raise RuntimeError("an invocation failed: %r" % result.body[:2000])
        return results

    def _handle(self, method, target, headers, body):
        if target.endswith("/invocation/next"):
            return self._next()
        if target.endswith("/init/error"):
            with self.lock:
                self.initialization_error = body
                self.ended.notify()
            return answer(202)
        now = time.monotonic_ns()
        request_id, kind = target.split("/")[-2:]
        with self.lock:
            self.results.append(Result(kind == "response", body, self.handed_out.pop(request_id), now))
            if not self.waiting:  # Not after each: waking up the other thread would delay the next invocation.
                self.ended.notify()
        return answer(202)

    def _next(self):
        with self.lock:
            while not self.waiting:
                self.invoked.wait()
            event = self.waiting.popleft()
            self.count += 1
            request_id = "00000000-0000-4000-8000-%012d" % self.count
            self.handed_out[request_id] = time.monotonic_ns()
        deadline = int((time.time() + self.timeout_seconds) * 1000)
        return answer(
            200,
            event,
            [
                "Content-Type: application/json",
                "Lambda-Runtime-Aws-Request-Id: " + request_id,
                "Lambda-Runtime-Deadline-Ms: %d" % deadline,
                "Lambda-Runtime-Invoked-Function-Arn: " + FUNCTION_ARN,
            ],
        )
