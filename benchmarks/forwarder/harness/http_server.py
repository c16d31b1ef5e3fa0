"""A small HTTP/1.1 server on loopback with persistent connections: one thread for each connection."""

import socket
import threading


class HttpServer:
    """Calls handle(method, target, headers, body), which returns the answer's bytes; see `answer`."""

    def __init__(self, handle):
        self.handle = handle
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as requests:
            try:
                while request_line := requests.readline():
                    method, target, _ = request_line.decode("latin1").split(" ", 2)
                    headers = read_headers(requests)
                    if headers.get("expect"):
                        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    body = read_body(requests, headers)
                    connection.sendall(self.handle(method, target, headers, body))
            except OSError:
                pass  # The other side is gone, as a function's process is after each cold start.


def answer(status, body=b"", headers=()):
    head = ["HTTP/1.1 %d Status" % status, "Content-Length: %d" % len(body), *headers]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def read_headers(requests):
    headers = {}
    while line := requests.readline().strip():
        name, value = line.decode("latin1").split(":", 1)
        headers[name.strip().lower()] = value.strip()
    return headers


def read_body(requests, headers):
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return requests.read(int(headers.get("content-length", 0)))
    body = b""
    while size := int(requests.readline().split(b";")[0], 16):
        body += requests.read(size)
        requests.readline()
    read_headers(requests)  # Trailers, and the empty line.
    return body
