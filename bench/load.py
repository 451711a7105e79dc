"""A light client: some keep-alive connections of one thread, each sending the next request when it has its answer."""
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LENGTH, CHUNKED = b"content-length:", b"transfer-encoding: chunked"
GIVE_UP = 60   # seconds without any answer


class Load(NamedTuple):
    """What came of a load: answers by status, seconds, and each answer's time in seconds, sorted."""

    statuses: dict[int, int]
    seconds: float
    times: list[float]

    @property
    def rate(self) -> float:
        """Return the answers per second."""
        return len(self.times) / self.seconds

    def at(self, share: float) -> float:
        """Return the time, in milliseconds, within which this share of the answers came."""
        return self.times[min(len(self.times) - 1, int(share * len(self.times)))] * 1000


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Return the bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(port: int, requests: Iterable[bytes], connections: int) -> Load:
    """Send all requests over so many connections and return what came of them."""
    return _Client(port, iter(requests), connections).run()


class _Connection:
    __slots__ = ("answer", "sent", "socket")

    def __init__(self, port):
        self.socket, self.answer, self.sent = socket.create_connection(("127.0.0.1", port)), b"", 0.0
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class _Client:
    def __init__(self, port, requests, connections):
        self.requests: Iterator[bytes] = requests
        self.connections = [_Connection(port) for _number in range(connections)]
        self.statuses, self.times, self.busy = {}, [], 0

    def run(self):
        chosen = selectors.DefaultSelector()
        begun = time.perf_counter()
        for connection in self.connections:
            chosen.register(connection.socket, selectors.EVENT_READ, connection)
            self._send(connection)
        while self.busy:
            ready = chosen.select(GIVE_UP)
            if not ready:
                raise TimeoutError(f"{self.busy} requests had no answer within {GIVE_UP} s")
            for key, _event in ready:
                self._receive(key.data)
        seconds = time.perf_counter() - begun
        for connection in self.connections:
            connection.socket.close()
        return Load(self.statuses, seconds, sorted(self.times))

    def _send(self, connection):
        wish = next(self.requests, None)
        if wish is not None:
            self.busy += 1
            connection.sent = time.perf_counter()
            connection.socket.sendall(wish)

    def _receive(self, connection):
        got = connection.socket.recv(262_144)
        if not got:
            raise ConnectionError("the server closed a connection")
        connection.answer += got
        if not _is_whole(connection.answer):
            return
        self.times.append(time.perf_counter() - connection.sent)
        status = int(connection.answer[9:12])
        self.statuses[status] = self.statuses.get(status, 0) + 1
        connection.answer, self.busy = b"", self.busy - 1
        self._send(connection)


def _is_whole(answer):
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = answer[:end].lower()
    at = head.find(LENGTH)
    if at < 0:
        return CHUNKED in head and answer.endswith(b"\r\n0\r\n\r\n")
    return len(answer) >= end + 4 + int(head[at + len(LENGTH):].split(b"\r\n", 1)[0])
