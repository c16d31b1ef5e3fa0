"""Figures and tables, and how busy the machine was meanwhile."""

import json
import os
import pathlib
import platform
import statistics
import time

from harness import jdk

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
median = statistics.median


def spread(values, form="%.0f"):
    """Median, lowest and highest."""
    return f"{form} [{form}..{form}]" % (median(values), min(values), max(values)) if values else "-"


def ratio(values, floor):
    """The median of the ratios that were measured in one round, so beside each other."""
    return "%.2f" % median([value / base for value, base in zip(values, floor)])


def table(title, headers, rows):
    print(f"\n{title}\n")
    print("| " + " | ".join(headers) + " |")
    print("|" + "---|" * len(headers))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")


class Run:
    """One command's run: prints what it ran on, and keeps the raw figures for --json."""

    def __init__(self, name, arguments):
        self.name, self.json, self.raw = name, arguments.json, []
        self.begun, self.busy_before = time.monotonic(), busy_seconds()

    def __enter__(self):
        print(f"{self.name}: {processor()}, {os.cpu_count()} cores; {platform.release()}; {jdk.version()}", flush=True)
        print("load averages %s before" % loads(), flush=True)
        return self

    def keep(self, figures):
        self.raw.extend(figures)

    def __exit__(self, kind, *_):
        seconds = time.monotonic() - self.begun
        share = (busy_seconds() - self.busy_before) / seconds / os.cpu_count()
        print(f"\n{seconds:.0f} s; load averages {loads()} after; {share:.0%} of the processors' time in use, by this and all others")
        if self.json and kind is None:
            with open(self.json, "a") as file:
                file.write(json.dumps({"command": self.name, "at": time.time(), "jdk": jdk.version(), "figures": self.raw}) + "\n")


def loads():
    return " ".join("%.1f" % load for load in os.getloadavg())


def busy_seconds():
    user, nice, system, idle, iowait, *rest = map(int, pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + sum(rest)) / TICKS_PER_SECOND


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
