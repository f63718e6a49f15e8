"""What is made of each awkward answer."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from eventnotes.links.asking import Manners
from eventnotes.links.round import Results, ask_all
from tests.links.server import AwkwardServer, serving, serving_tls, talking

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

    from eventnotes.links.verdicts import Answer

HASTY = Manners(pause=0.0, timeout=1.0, deadline=2.5, longest_wait=5.0)


@pytest.fixture(scope="module")
def server() -> Iterator[AwkwardServer]:
    with serving() as server:
        yield server


def run_apart(asking: Coroutine[Any, Any, object]) -> None:
    """Run in a thread of its own: Playwright's loop, once started, stays in the tests'."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, asking).result()


def ask(*urls: str, manners: Manners = HASTY) -> tuple[dict[str, Answer], dict[str, str]]:
    """Ask in earnest and return the answers, and what was left for later with the reason."""
    answers: dict[str, Answer] = {}
    left: dict[str, str] = {}
    saved: dict[str, Answer] = {}
    run_apart(
        ask_all(
            urls,
            Results(saved.update),
            manners=manners,
            agent="test",
            report=answers.__setitem__,
            leave=left.__setitem__,
        )
    )
    return answers, left


@pytest.mark.parametrize(
    ("path", "kind", "reason"),
    [
        ("/fine", "answers", ""),
        ("/missing", "fails", "404 Not Found"),
        ("/robots", "refuses", "403 Forbidden"),
        ("/odd", "refuses", "999"),
        ("/never", "refuses", "429 Too Many Requests"),
        ("/broken", "fails", "500 Internal Server Error"),
        ("/nohead", "answers", ""),
        ("/liar", "answers", ""),
        ("/headreset", "answers", ""),
        ("/reset", "fails", "the connection broke"),
        ("/slow", "unreachable", "no answer within 1 s"),
        ("/drip", "unreachable", "no answer within 2.5 s"),
        ("/moved", "moved", ""),
        ("/elsewhere", "answers", ""),
        ("/mixed", "answers", ""),
        ("/gonemoved", "fails", "404 Not Found"),
        ("/loop", "fails", "redirects in a circle"),
        ("/endless", "fails", "redirects more than 10 times"),
        ("/scheme", "fails", "redirects to no web address"),
        ("/script", "fails", "no address that can be asked"),
        ("/unavailable", "refuses", "503 Service Unavailable, still so after 3 tries"),
    ],
)
def test_answers(server: AwkwardServer, path: str, kind: str, reason: str) -> None:
    url = server.address + path
    answers, _ = ask(url)
    assert (answers[url].kind, answers[url].reason[: len(reason)]) == (kind, reason)
    assert bool(answers[url].reason) == bool(reason)


def test_where_a_link_has_moved_to(server: AwkwardServer) -> None:
    url = f"{server.address}/moved"
    assert ask(url)[0][url].moved_to == f"{server.address}/fine/new"


def test_a_body_is_not_read(server: AwkwardServer) -> None:
    url = f"{server.address}/huge"
    assert ask(url)[0][url].kind == "answers"
    # What fits the buffers of the machine, not more.
    assert server.sent < 50_000_000


def test_a_short_wait_is_waited_for(server: AwkwardServer) -> None:
    url = f"{server.address}/toomany"
    assert ask(url)[0][url].kind == "answers"
    first, second = (when for _, path, when in server.requests if path == "/toomany")
    assert second - first >= 1


def test_a_host_that_asks_for_a_long_wait_is_left_alone(server: AwkwardServer) -> None:
    urls = [f"{server.address}/toolong", f"{server.address}/fine/after"]
    answers, left = ask(*urls)
    assert answers == {}
    assert list(left) == urls
    assert "asks to wait 86400 s" in left[urls[0]]
    assert server.asked("/fine/after") == 0


def test_one_request_at_a_time_with_a_pause(server: AwkwardServer) -> None:
    urls = [f"{server.address}/fine/{number}" for number in range(4)]
    ask(*urls, manners=Manners(pause=0.3))
    times = [when for _, path, when in server.requests if path.startswith("/fine/")][-4:]
    assert all(later - sooner >= 0.3 for sooner, later in pairwise(times))


def test_hosts_do_not_wait_for_each_other(server: AwkwardServer) -> None:
    with serving() as other:
        slow, quick = f"{server.address}/slow", f"{other.address}/fine"
        answers, _ = ask(slow, quick)
    assert list(answers) == [quick, slow]


def test_no_certificate_that_is_trusted(tmp_path: Path) -> None:
    assert shutil.which("openssl")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=nobody"
    subprocess.run(
        [*command.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    with serving_tls(certificate, key) as address:
        (answer,) = ask(f"{address}/fine")[0].values()
    assert answer.kind == "refuses"
    assert answer.reason.startswith("TLS: ")
    assert "certificate" in answer.reason


@pytest.mark.parametrize("said", [b"", b"\x00\xff" * 50, b"HTTP/9.9 what\r\n\r\n", b"220 ftp\r\n"])
def test_what_is_no_http(said: bytes) -> None:
    def say(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(said)

    with talking(say) as address:
        (answer,) = ask(address)[0].values()
    assert answer.kind == "fails"
    assert answer.reason.startswith("the connection broke")


def test_tls_spoken_to_a_plain_server(server: AwkwardServer) -> None:
    (answer,) = ask(f"https://127.0.0.1:{server.server_port}/fine")[0].values()
    assert answer.kind == "refuses"
    assert answer.reason.startswith("TLS: ")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    (answer,) = ask(f"http://127.0.0.1:{port}/")[0].values()
    assert (answer.kind, answer.reason[:13]) == ("unreachable", "no connection")


def test_without_a_network_nothing_is_noted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    saved: dict[str, Answer] = {}
    results = Results(saved.update)
    for urls in ([dead], [dead, "http://127.0.0.1:1/"]):
        run_apart(
            ask_all(
                urls,
                results,
                manners=HASTY,
                agent="test",
                report=lambda *_: None,
                leave=lambda *_: None,
            )
        )
    assert saved == {}
    assert dead in results.held


def test_what_was_held_back_is_noted_once_anything_answers(server: AwkwardServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    saved: dict[str, Answer] = {}
    run_apart(
        ask_all(
            [dead, f"{server.address}/toomany?later"],
            Results(saved.update),
            manners=HASTY,
            agent="test",
            report=lambda *_: None,
            leave=lambda *_: None,
        )
    )
    assert saved[dead].kind == "unreachable"
