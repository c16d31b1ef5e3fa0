#!/usr/bin/env python3
"""Measures the forwarder as a whole process: in the real Lambda runtime client, against a sink that stores nothing.

See README.md beside this file.
"""

import argparse
import sys

from harness import ceiling, cold, function, jdk, jmh, latency, lifetime, memory, redrive, report, warm

COMMANDS = {"cold": cold, "warm": warm, "lifetime": lifetime, "memory": memory, "latency": latency, "redrive": redrive}


def main():
    options = parse(sys.argv[1:])
    if options.command == "jmh":
        return jmh.run(options)
    try:
        with report.Run(" ".join(sys.argv[1:]), options) as run:
            if options.command == "sink":
                run.keep(ceiling.run(options))
            else:
                run.keep(COMMANDS[options.command].run(options, subjects(options), jvms(options)))
    except function.FunctionFailed as failure:
        raise SystemExit(str(failure)) from failure
    return 0


def parse(arguments):
    parser = argparse.ArgumentParser(prog="measure.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.__doc__.splitlines()[0])
        common_arguments(command)
        module.arguments(command)
    ceiling.arguments(commands.add_parser("sink", help=ceiling.__doc__.splitlines()[0]))
    jmh.arguments(commands.add_parser("jmh", help=jmh.__doc__.splitlines()[0]))
    return parser.parse_args(arguments)


def common_arguments(command):
    command.add_argument("--forwarder", action="append", metavar="[NAME=]DIR", help="a checkout's log-forwarder/target/function; repeat to compare builds")
    command.add_argument("--other", action="append", default=[], metavar="NAME=HANDLER@JAR[:JAR]", help="any other handler to measure beside them")
    command.add_argument("--no-floors", action="store_true", help="measure no floors")
    command.add_argument("--jvm", action="append", metavar="NAME[=OPTIONS]", help="c1 (as on Lambda), jit, or a name and the JVM's options")
    command.add_argument("--json", metavar="FILE", help="append all figures to this file")


def subjects(options):
    floors = [] if options.no_floors else [function.one_post(), function.minimal_forwarder()]
    builds = options.forwarder or [str(jdk.ROOT / "log-forwarder/target/function")]
    return floors + [function.other(text) for text in options.other] + [function.forwarder(text) for text in builds]


def jvms(options):
    named = {}
    for text in options.jvm or ["c1"]:
        name, separator, jvm_options = text.partition("=")
        if not separator and name not in function.JVMS:
            raise SystemExit(f"--jvm {name}: unknown; write {' or '.join(function.JVMS)}, or NAME=OPTIONS")
        named[name] = jvm_options if separator else function.JVMS[name]
    return named


if __name__ == "__main__":
    sys.exit(main())
