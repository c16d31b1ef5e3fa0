"""A Lambda function in the real runtime interface client, as a process whose use of the machine can be read."""

import dataclasses
import os
import pathlib
import signal
import subprocess
import tempfile
import time

from harness import jdk
from harness.runtime_api import RuntimeApi

CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_LIBRARY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
FORWARD_HANDLER = "dev.logferry.forwarder.lambda.ForwardHandler"
REDRIVE_HANDLER = "dev.logferry.forwarder.lambda.RedriveHandler"

# What Lambda gives a Java 25 function that has no SnapStart, and the same with the whole JIT compiler.
# https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
SERIAL = "-XX:+UseSerialGC"
JVMS = {"c1": f"{SERIAL} -XX:TieredStopAtLevel=1 -Xmx400m", "jit": f"{SERIAL} -Xmx400m"}


@dataclasses.dataclass(frozen=True)
class Subject:
    """What is measured: a handler and the jars that it needs beside the runtime client's."""

    name: str
    handler: str
    jars: tuple
    environment: tuple = ()
    jvm_options: tuple = ()

    def with_jvm(self, options):
        return dataclasses.replace(self, jvm_options=self.jvm_options + tuple(options.split()))

    def with_environment(self, **variables):
        return dataclasses.replace(self, environment=self.environment + tuple(variables.items()))

    def named(self, name):
        return dataclasses.replace(self, name=name)

    def with_handler(self, handler, *more_jars):
        return dataclasses.replace(self, handler=handler, jars=self.jars + more_jars)


def one_post():
    return Subject("one POST", "dev.logferry.benchmarks.floor.OnePost", (jdk.benchmarks_jar(),))


def minimal_forwarder():
    jars = (jdk.benchmarks_jar(), *jdk.libraries("jackson-core-"))
    return Subject("minimal forwarder", "dev.logferry.benchmarks.floor.MinimalForwarder", jars)


def forwarder(argument):
    """From [NAME=]FOLDER, where FOLDER is a checkout's log-forwarder/target/function."""
    name, _, folder = argument.rpartition("=")
    jars = tuple(sorted((pathlib.Path(folder) / "lib").glob("*.jar")))
    if not jars:
        raise SystemExit(f"{folder}/lib holds no jars; build that checkout with: {jdk.BUILD}")
    return Subject(name or "forwarder", FORWARD_HANDLER, jars)


def other(argument):
    """From NAME=HANDLER@JAR[:JAR...]."""
    name, _, rest = argument.partition("=")
    handler, _, jars = rest.partition("@")
    return Subject(name, handler, tuple(jdk.require(pathlib.Path(jar)) for jar in jars.split(":")))


class FunctionFailed(Exception):
    """An invocation failed, or the process ended."""


class Function:
    """A running function; leave its block to kill it, as Lambda does."""

    def __init__(self, subject, sink, tls=False):
        self.subject = subject
        self.api = RuntimeApi()
        self.log = tempfile.TemporaryFile()
        environment = lambda_environment(self.api.address) | cluster_environment(sink, tls) | dict(subject.environment)
        self.started_nanos = time.monotonic_ns()
        self.process = subprocess.Popen(command(subject), env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.api.close()
        self.log.close()

    def invoke(self, events):
        try:
            return self.api.invoke(events, lambda: self.process.poll() is None)
        except RuntimeError as failure:
            self.log.seek(max(0, self.log.seek(0, os.SEEK_END) - 4000))
            output = self.log.read().decode(errors="replace")
            raise FunctionFailed(f"{self.subject.name}: {failure}; its output ends with:\n{output}") from failure

    def end_by_itself(self):
        """Ends the JVM in order, so that it writes the archive that it was started to write."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(300)

    def cpu_seconds(self):
        return cpu_seconds(self.process)

    def peak_memory_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def cpu_seconds(process):
    """What all threads of a process have used: its CPU-time clock, as of clock_getcpuclockid(3)."""
    return time.clock_gettime((~process.pid << 3) | 2)


def command(subject):
    class_path = {jar.name: str(jar) for jar in [*jdk.runtime_client(), *subject.jars]}
    return [
        jdk.tool("java"),
        *subject.jvm_options,
        "--enable-native-access=ALL-UNNAMED",
        f"-D{NATIVE_LIBRARY}={jdk.native_library()}",
        "-cp",
        ":".join(class_path.values()),
        CLIENT,
        subject.handler + "::handleRequest",
    ]


def lambda_environment(runtime_api):
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "AWS_EXECUTION_ENV": "AWS_Lambda_java25",
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_FUNCTION_NAME": "benchmark",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/benchmark",
        "AWS_LAMBDA_LOG_STREAM_NAME": "benchmark",
        "LAMBDA_TASK_ROOT": str(jdk.TARGET),
    }


def cluster_environment(sink, tls):
    """The forwarder's settings; the floors and other handlers read the same. Dead letters as in every deployment."""
    settings = {
        "LOGFERRY_ELASTICSEARCH_URLS": sink.url(tls),
        "LOGFERRY_ELASTICSEARCH_USERNAME": "benchmark",
        "LOGFERRY_ELASTICSEARCH_PASSWORD": "not-a-secret",
        "LOGFERRY_DEAD_LETTER_BUCKET": "dead-letters",
    }
    return settings | ({"LOGFERRY_ELASTICSEARCH_CA_FILE": str(sink.authority)} if tls else {})
