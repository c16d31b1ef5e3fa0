"""The JDK that runs everything here, and what a build has left in target/."""

import functools
import pathlib
import subprocess
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODULE = ROOT / "benchmarks/forwarder"
TARGET = MODULE / "target"
BUILD = "./mvnw -DskipTests package -pl log-forwarder,benchmarks/forwarder -am"


@functools.cache
def home():
    """A JDK 25, found as ./mvnw finds it."""
    found = subprocess.run(["sh", "-c", '. "$0"; echo "$JAVA_HOME"', ROOT / ".mvn/find-jdk.sh"], stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        raise SystemExit(1)  # The script has said what is missing.
    return pathlib.Path(found.stdout.strip())


def tool(name):
    return str(home() / "bin" / name)


@functools.cache
def version():
    return subprocess.run([tool("java"), "--version"], capture_output=True, text=True).stdout.splitlines()[1]


def benchmarks_jar():
    """The sink, the floors and the JMH benchmarks."""
    return require(TARGET / "forwarder-benchmarks.jar")


def libraries(*beginnings):
    """Jars of target/lib whose names begin so."""
    found = sorted(jar for jar in (TARGET / "lib").glob("*.jar") if jar.name.startswith(beginnings))
    return found or require(TARGET / "lib" / (beginnings[0] + "*.jar"))


def runtime_client():
    """The runtime interface client and what it needs: what Lambda itself puts on the class path."""
    return libraries("aws-lambda-java-", "utils-lite-")


@functools.cache
def native_library():
    """The runtime client's native part, unpacked once as in Lambda's own image, not anew in each start."""
    (jar,) = libraries("aws-lambda-java-runtime-interface-client-")
    machine = subprocess.run(["uname", "-m"], capture_output=True, text=True).stdout.strip()
    member = "jni/libaws-lambda-jni.linux-%s.so" % {"arm64": "aarch_64", "aarch64": "aarch_64"}.get(machine, machine)
    unpacked = TARGET / member
    with zipfile.ZipFile(jar) as archive:
        # Not written again: another run may have it in use.
        if not unpacked.exists() or unpacked.stat().st_size != archive.getinfo(member).file_size:
            archive.extract(member, TARGET)
    return str(unpacked)


def require(path):
    if not path.exists():
        raise SystemExit(f"{path} is missing. Build first: {BUILD}")
    return path
