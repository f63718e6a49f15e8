"""A server on this machine that answers in every awkward way."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Awkward(BaseHTTPRequestHandler):
    """Answers by path; the server notes every request as method, path and time."""

    protocol_version = "HTTP/1.1"
    server: AwkwardServer

    def do_HEAD(self) -> None:
        self._do()

    def do_GET(self) -> None:
        self._do()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""

    def _do(self) -> None:
        self.server.note(self.command, self.path)
        self.server.cookies[self.path] = self.headers.get("Cookie", "")
        self.server.agents.add(self.headers.get("User-Agent", ""))
        name = self.path.partition("?")[0].strip("/").split("/")[0]
        getattr(self, f"say_{name}", self.say_missing)()

    def _say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def say_fine(self) -> None:
        self._say(200)

    def say_missing(self) -> None:
        self._say(404)

    def say_robots(self) -> None:
        self._say(403)

    def say_broken(self) -> None:
        self._say(500)

    def say_odd(self) -> None:
        self._say(999)

    def say_nohead(self) -> None:
        self._say(405 if self.command == "HEAD" else 200)

    def say_liar(self) -> None:
        """404 to HEAD for a page that is there."""
        self._say(404 if self.command == "HEAD" else 200)

    def say_headreset(self) -> None:
        if self.command == "HEAD":
            self.say_reset()
        else:
            self._say(200)

    def say_reset(self) -> None:
        """Cut the connection with a TCP reset."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.close()

    def say_slow(self) -> None:
        time.sleep(4)
        with contextlib.suppress(OSError):
            self._say(200)

    def say_drip(self) -> None:
        """A byte now and then, for ever: each comes within any timeout between two."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
            while not self.server.closing.wait(0.2):
                self.connection.sendall(b"x")

    def say_huge(self) -> None:
        """A body without end, and no HEAD."""
        if self.command == "HEAD":
            self._say(501)
            return
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.server.closing.is_set():
                self.connection.sendall(b"x" * 65536)
                self.server.sent += 65536

    def say_moved(self) -> None:
        self._say(301, Location="/fine/new")

    def say_elsewhere(self) -> None:
        self._say(302, Location="/fine/for-now")

    def say_mixed(self) -> None:
        """For good, then for now: nowhere to lead readers to for good."""
        self._say(301, Location="/elsewhere")

    def say_gonemoved(self) -> None:
        self._say(301, Location="/missing")

    def say_hugemoved(self) -> None:
        """No HEAD, and a redirect whose body has no end."""
        self.close_connection = True
        if self.command == "HEAD":
            self._say(501)
            return
        with contextlib.suppress(OSError):
            self.connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /fine\r\n\r\n")
            while not self.server.closing.wait(0.02):
                self.connection.sendall(b"x" * 65536)

    def say_long(self) -> None:
        self._say(301, Location=f"/fine/{'x' * 60_000}")

    def say_inside(self) -> None:
        """To a machine that strangers cannot reach."""
        self._say(301, Location=f"http://127.0.0.1:{self.server.server_port}/secret")

    def say_cookie(self) -> None:
        self._say(200, Set_Cookie=f"all={'x' * 20_000}; Path=/; Domain=.awkward.org")

    def say_loop(self) -> None:
        self._say(301, Location="/loop/" if self.path == "/loop" else "/loop")

    def say_endless(self) -> None:
        self._say(302, Location=f"{self.path}/x")

    def say_scheme(self) -> None:
        self._say(301, Location="ftp://127.0.0.1/file")

    def say_script(self) -> None:
        self._say(301, Location="javascript:alert(1)")

    def say_toomany(self) -> None:
        """429 with a short wait, once."""
        first = self.server.asked(self.path) == 1
        self._say(429, Retry_After="1") if first else self._say(200)

    def say_toolong(self) -> None:
        self._say(429, Retry_After="86400")

    def say_odd_waits(self) -> None:
        """A wait that is no number to reckon with, as the path's end has it."""
        self._say(429, Retry_After=self.path.rpartition("/")[2].replace("%20", " "))

    def say_never(self) -> None:
        self._say(429)

    def say_unavailable(self) -> None:
        self._say(503, Retry_After="0")

    def say_gate(self) -> None:
        """The first passes; the others wait until the server closes."""
        if self.server.passed.acquire(blocking=False):
            self._say(200)
        else:
            self.server.closing.wait(60)
            self.close_connection = True


class AwkwardServer(ThreadingHTTPServer):
    """The server, and what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Awkward)
        self.requests: list[tuple[str, str, float]] = []
        self.cookies: dict[str, str] = {}
        self.agents: set[str] = set()
        self.sent = 0
        self.closing = threading.Event()
        self.passed = threading.Semaphore(2)
        self._lock = threading.Lock()

    def note(self, method: str, path: str) -> None:
        with self._lock:
            self.requests.append((method, path, time.monotonic()))

    def asked(self, path: str) -> int:
        return sum(one == path for _, one, _ in self.requests)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: half of the clients are meant to go away."""

    def url(self, path: str, host: str = "one") -> str:
        """Return an address of *path* that has a public *host* for `tests.links.command`."""
        return f"http://{host}.awkward.org:{self.server_port}{path}"


@contextlib.contextmanager
def serving() -> Iterator[AwkwardServer]:
    """Run the server while the context lasts."""
    with AwkwardServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def serving_tls(certificate: Path, key: Path) -> Iterator[str]:
    """Run the server with a certificate that nobody trusts, and yield its address."""
    with AwkwardServer() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"https://tls.awkward.org:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def talking(say: Callable[[socket.socket], None]) -> Iterator[str]:
    """Accept connections and let *say* answer each: for what is no HTTP at all."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listener.accept()
                    with connection:
                        say(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://raw.awkward.org:{listener.getsockname()[1]}"
        finally:
            over.set()
            thread.join()
