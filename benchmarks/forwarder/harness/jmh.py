"""Processor time and allocation of each stage, by JMH."""

import os

from harness import corpus, jdk


def arguments(parser):
    parser.add_argument("jmh", nargs="*", metavar="ARGUMENT", help="passed on to JMH after --; by default: -f 2 -wi 5 -i 5 -w 1 -r 1 -prof gc")


def run(options):
    folder = jdk.TARGET / "corpus"
    for name in ("ecs-100", "text-100", "mixed-100"):
        corpus.load(name, folder)
    class_path = f"{jdk.benchmarks_jar()}:{jdk.TARGET}/lib/*"
    given = options.jmh or "-f 2 -wi 5 -i 5 -w 1 -r 1 -prof gc".split()
    java = jdk.tool("java")
    os.execv(java, [java, f"-Dcorpus={folder}", "-cp", class_path, "org.openjdk.jmh.Main", *given])
