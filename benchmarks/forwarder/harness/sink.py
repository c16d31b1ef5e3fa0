"""Runs the bulk sink, with a private CA for its TLS."""

import json
import socket
import ssl
import subprocess

from harness import jdk
from harness.function import cpu_seconds

PASSWORD = "changeit"


class Sink:
    """A running sink; leave its block to end it."""

    def __init__(self, certificate="rsa"):
        self.folder = jdk.TARGET / "tls" / certificate
        if not (self.folder / "server.p12").exists():
            make_certificates(self.folder, certificate)
        self.authority = self.folder / "ca.pem"
        command = [jdk.tool("java"), "-XX:+UseSerialGC", "-Xmx512m", "-cp", jdk.benchmarks_jar()]
        command += ["dev.logferry.benchmarks.sink.BulkSink", self.folder / "server.p12", PASSWORD]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ports = json.loads(self.process.stdout.readline())
        self.port, self.tls_port = ports["http"], ports["https"]
        self.warm_up()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def url(self, tls=False):
        return "https://localhost:%d" % self.tls_port if tls else "http://127.0.0.1:%d" % self.port

    def reset(self):
        self._command("reset")

    def delay(self, millis):
        self._command("delay %d" % millis)

    def counters(self):
        return self._command("counters")

    def cpu_seconds(self):
        return cpu_seconds(self.process)

    def _command(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def warm_up(self):
        """So that the first function that is measured does not wait for the sink's JIT compiler."""
        document = b'{"create":{"_index":"a","_id":"b"}}\n{"message":"warm-up"}\n'
        context = ssl.create_default_context(cafile=self.authority)
        for number in range(300):
            for tls in (False, True):
                with socket.create_connection(("127.0.0.1", self.tls_port if tls else self.port)) as plain:
                    connection = context.wrap_socket(plain, server_hostname="localhost") if tls else plain
                    for _ in range(10):
                        post(connection, document)
                    connection.close()
        self.reset()


def post(connection, body, gzip=False):
    """Sends a bulk request and reads its answer."""
    encoding = b"Content-Encoding: gzip\r\n" if gzip else b""
    connection.sendall(b"POST /_bulk HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (encoding, len(body), body))
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += receive(connection)
    head, _, rest = answer.partition(b"\r\n\r\n")
    missing = int(head.lower().rpartition(b"content-length:")[2].split()[0]) - len(rest)
    while missing > 0:
        missing -= len(receive(connection))


def receive(connection):
    received = connection.recv(1 << 18)
    if not received:
        raise RuntimeError("the sink has closed the connection: it could not read a request")
    return received


def make_certificates(folder, kind):
    """A CA and a server certificate for localhost, in the JDK's own tool."""
    folder.mkdir(parents=True)
    key = ["-keyalg", "RSA", "-keysize", "2048"] if kind == "rsa" else ["-keyalg", "EC", "-groupname", "secp256r1"]
    days = ["-validity", "3650"]
    ca, server, request, pem = "ca.p12", "server.p12", "server.csr", "ca.pem"
    keytool(folder, ca, "-genkeypair", "-alias", "ca", "-dname", "CN=Benchmark CA", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign", *key, *days)
    keytool(folder, ca, "-exportcert", "-alias", "ca", "-rfc", "-file", pem)
    keytool(folder, server, "-genkeypair", "-alias", "server", "-dname", "CN=localhost", *key, *days)
    keytool(folder, server, "-certreq", "-alias", "server", "-file", request)
    names = ["-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "eku=serverAuth"]
    keytool(folder, ca, "-gencert", "-alias", "ca", "-infile", request, "-outfile", "server.pem", "-rfc", *names, *days)
    keytool(folder, server, "-importcert", "-alias", "ca", "-file", pem, "-noprompt")
    keytool(folder, server, "-importcert", "-alias", "server", "-file", "server.pem")


def keytool(folder, store, *arguments):
    command = [jdk.tool("keytool"), *arguments, "-keystore", store, "-storepass", PASSWORD, "-storetype", "PKCS12"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
