"""What is known of a link after each awkward answer to Sphinx's linkcheck builder."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from eventnotes.links.ledger import Ledger, LinkState, read_ledger
from tests.conftest import clean_environment
from tests.links.command import PROGRAM, project, run
from tests.links.server import AwkwardServer, serving, serving_tls, talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ALIVE, MOVED, UNKNOWN = ("alive", 0), ("moved", 0), ("unknown", 0)
FAILED = ("unknown", 1)
ANSWERS = [
    ("/fine", ALIVE, ""),
    ("/missing", FAILED, "404 Not Found"),
    ("/robots", UNKNOWN, "403 Forbidden"),
    ("/odd", ALIVE, ""),  # 999: not an error to Sphinx
    ("/never", UNKNOWN, "429 Too Many Requests"),
    ("/broken", FAILED, "500 Internal Server Error"),
    ("/nohead", ALIVE, ""),
    ("/liar", ALIVE, ""),
    ("/headreset", ALIVE, ""),
    ("/reset", FAILED, "the connection broke"),
    ("/slow", FAILED, "no answer in time"),
    ("/huge", ALIVE, ""),
    ("/moved", MOVED, ""),
    ("/elsewhere", ALIVE, ""),
    ("/mixed", ALIVE, ""),
    ("/gonemoved", FAILED, "404 Not Found"),
    ("/long", ALIVE, ""),
    ("/loop", FAILED, "Exceeded 30 redirects."),
    ("/endless", FAILED, "Exceeded 30 redirects."),
    ("/scheme", FAILED, "No connection adapters were found for 'ftp://127.0.0.1/file'"),
    ("/script", FAILED, "No connection adapters were found for 'javascript:alert(1)'"),
    ("/inside", FAILED, "redirects to an address that is not public"),
    ("/toomany", ALIVE, ""),
    ("/unavailable", UNKNOWN, "503 Service Unavailable"),
]
LEFT = [
    "/drip",
    "/hugemoved",
    "/toolong",
    *(f"/odd_waits/{wait}" for wait in ("inf", "nan", "-1", "0", "1e308", "9" * 400)),
    "/odd_waits/Fri,%2031%20Dec%209999%2023:59:59%20GMT",
]
# What a server may say that is no HTTP, and that the connection then broke.
NO_HTTP = {
    "nothing": b"",
    "binary": b"\x00\xff" * 50,
    "version": b"HTTP/9.9 what\r\n\r\n",
    "ftp": b"220 ftp\r\n",
}


class Round:
    """One run over all of these links, and what it left."""

    def __init__(self, folder: Path, server: AwkwardServer) -> None:
        self.server = server
        self.urls: dict[str, str] = {}
        self.ledger = Ledger()
        self.folder = folder
        self.output = ""

    def ask(self, urls: dict[str, str]) -> None:
        self.urls = urls
        started = time.monotonic()
        status, self.output = run(
            project(self.folder, *urls.values(), conf=f"linkcheck_workers = {len(urls)}"),
            *("--timeout", "3"),
        )
        self.seconds = time.monotonic() - started
        assert status == 0, self.output
        self.ledger = read_ledger(self.folder / "links.toml")

    def link(self, path: str) -> LinkState:
        return self.ledger.links[self.urls[path]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Round]:
    """Ask all in one run, each of a host of its own."""
    keys = tmp_path_factory.mktemp("keys")
    with ExitStack() as stack:
        server = stack.enter_context(serving())
        paths = [*(path for path, _, _ in ANSWERS), *LEFT]
        urls = {path: server.url(path, f"h{number}") for number, path in enumerate(paths)}
        for name, said in NO_HTTP.items():
            urls[name] = stack.enter_context(talking(speaker(said))).replace("raw", name)
        urls["certificate"] = f"{stack.enter_context(serving_tls(*certificate(keys)))}/fine"
        urls["no tls"] = f"https://plain.awkward.org:{server.server_port}/fine"
        urls["nobody"] = f"http://nobody.awkward.org:{unused_port()}/"
        urls["no name"] = "http://unknown.nowhere.org/"
        one = Round(tmp_path_factory.mktemp("round") / "site", server)
        one.ask(urls)
        yield one


def speaker(said: bytes) -> Callable[[socket.socket], None]:
    def say(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(said)

    return say


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    assert shutil.which("openssl")
    public, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=nobody"
    subprocess.run(
        [*command.split(), "-keyout", str(key), "-out", str(public)],
        check=True,
        capture_output=True,
    )
    return public, key


@pytest.mark.parametrize(("path", "known", "reason"), ANSWERS)
def test_answers(asked: Round, path: str, known: tuple[str, int], reason: str) -> None:
    link = asked.link(path)
    assert ((link.state, link.failures), link.reason) == (known, reason)
    moved = asked.urls[path].replace("/moved", "/fine/new") if path == "/moved" else ""
    assert link.moved_to == moved


@pytest.mark.parametrize("path", LEFT)
def test_what_does_not_end_is_left_for_the_next_run(asked: Round, path: str) -> None:
    assert asked.urls[path] not in asked.ledger.links
    # At most once a second and method, in the 12 seconds that a link has.
    assert asked.server.asked(path) <= 30


def test_no_link_takes_longer_than_its_time(asked: Round) -> None:
    """All links are one batch here, which has four times the timeout; and the notes are read."""
    assert asked.seconds < 4 * 3 + 10
    assert f"{len(LEFT)} left for the next run" in asked.output


@pytest.mark.parametrize("name", NO_HTTP)
def test_what_is_no_http(asked: Round, name: str) -> None:
    link = asked.link(name)
    assert (link.state, link.failures) == FAILED
    assert link.reason.startswith("the connection broke")


@pytest.mark.parametrize(
    ("name", "known", "reason"),
    [
        ("certificate", UNKNOWN, "TLS: certificate verify failed: self-signed certificate"),
        ("no tls", UNKNOWN, "TLS: no connection"),
        ("nobody", FAILED, "no connection (Connection refused)"),
        ("no name", FAILED, "no connection (Name or service not known)"),
    ],
)
def test_no_connection(asked: Round, name: str, known: tuple[str, int], reason: str) -> None:
    link = asked.link(name)
    assert ((link.state, link.failures), link.reason) == (known, reason)


def test_a_body_is_not_read(asked: Round) -> None:
    # What fits the buffers of the machine, not more.
    assert asked.server.sent < 50_000_000


def test_a_short_wait_is_waited_for(asked: Round) -> None:
    first, second = (when for _, path, when in asked.server.requests if path == "/toomany")
    assert second - first >= 1


def test_a_private_address_is_neither_asked_nor_recorded(asked: Round) -> None:
    assert asked.server.asked("/secret") == 0
    assert "secret" not in (asked.folder / "links.toml").read_text("utf-8")


def test_what_is_recorded_is_short(asked: Round) -> None:
    lines = (asked.folder / "links.toml").read_text("utf-8").splitlines()
    assert max(map(len, lines)) < 500
    assert sum("x" * 60_000 in path for _, path, _ in asked.server.requests) == 1


def test_each_link_is_told_with_its_place(asked: Round) -> None:
    assert "(conferences/meet/talks/talk: line    9) broken    " in asked.output
    assert "Traceback" not in asked.output


@pytest.fixture
def server() -> Iterator[AwkwardServer]:
    with serving() as server:
        yield server


def test_one_link_of_a_host_at_a_time(tmp_path: Path, server: AwkwardServer) -> None:
    urls = [server.url(f"/fine/{number}") for number in range(4)]
    run(project(tmp_path / "site", *urls), "--pause", "0.3")
    times = [when for *_, when in server.requests]
    assert len(times) == 4
    assert all(later - sooner >= 0.3 for sooner, later in pairwise(times))


def test_a_host_that_does_not_answer_is_left_alone(tmp_path: Path, server: AwkwardServer) -> None:
    """However many its links are, it costs the time of one."""
    urls = [server.url(f"/drip/{number}") for number in range(30)]
    folder = project(tmp_path / "site", server.url("/fine", "other"), *urls)
    status, output = run(folder, "--timeout", "0.5")
    assert status == 0
    assert "1 of 31 checked: 1 alive, 30 left for the next run" in output
    assert sum("drip" in path for _, path, _ in server.requests) == 1


@pytest.mark.parametrize(("path", "timeout"), [("/slow", "5"), ("/drip", "60")])
def test_a_run_has_an_end(tmp_path: Path, server: AwkwardServer, path: str, timeout: str) -> None:
    """Between two links, and while one is asked."""
    urls = [server.url(f"{path}/{number}") for number in range(30)]
    folder = project(tmp_path / "site", *urls)
    started = time.monotonic()
    status, output = run(folder, "--limit", "0.1", "--timeout", timeout)
    assert time.monotonic() - started < 6 + 10
    assert status == 0, output
    assert "left for the next run" in output


def test_a_cookie_is_not_sent_with_the_next_link(tmp_path: Path, server: AwkwardServer) -> None:
    urls = [server.url("/cookie"), *(server.url(f"/fine/{number}") for number in range(3))]
    status, output = run(project(tmp_path / "site", *urls))
    assert "4 of 4 checked: 4 alive" in output, (status, output)
    assert set(server.cookies.values()) == {""}


def test_the_settings_of_the_site_hold(tmp_path: Path, server: AwkwardServer) -> None:
    urls = [server.url(f"/fine/{name}") for name in ("ignored", "asked")]
    urls += [server.url("/elsewhere")]
    conf = "linkcheck_ignore = ['.*ignored', '.*for-now']\nuser_agent = 'Ann'\nlinkcheck_workers=2"
    folder = project(tmp_path / "site", *urls, conf=conf)
    status, output = run(folder)
    assert "3 of 3 checked: 2 alive, 1 ignored by the settings" in output, (status, output)
    assert sorted(read_ledger(folder / "links.toml").links) == sorted(urls[1:])
    assert {path for _, path, _ in server.requests} == {"/fine/asked", "/elsewhere"}
    assert server.agents == {"Ann"}


def test_who_asks_says_so(tmp_path: Path, server: AwkwardServer) -> None:
    run(project(tmp_path / "site", server.url("/fine")))
    (agent,) = server.agents
    assert agent.startswith("eventnotes-linkcheck/")


def test_an_invalid_setting_is_told(tmp_path: Path, server: AwkwardServer) -> None:
    folder = project(tmp_path / "site", server.url("/fine"), conf="linkcheck_ignore = ['(']")
    status, output = run(folder)
    assert status == 2
    assert "eventnotes: the links cannot be checked: " in output
    assert "Traceback" not in output


def test_sphinxs_own_linkcheck_asks_no_copies(tmp_path: Path, server: AwkwardServer) -> None:
    """Nor does it ask what the ledger says that is gone in place of its link."""
    gone = server.url("/missing")
    ledger = f'[[link]]\nurl = "{gone}"\nstate = "gone"\nfailures = 3\n'
    folder = project(tmp_path / "site", server.url("/fine"), gone, ledger=ledger)
    program = f"{PROGRAM}\nfrom sphinx.cmd.build import main\nsys.exit(main())"
    output = tmp_path / "output"
    subprocess.run(
        [sys.executable, "-c", program, "-q", "-b", "linkcheck", str(folder), str(output)],
        env=clean_environment(NO_PROXY="*"),
        capture_output=True,
    )
    lines = (output / "output.json").read_text("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert {row["uri"] for row in rows if ":" in row["uri"]} == {gone, server.url("/fine")}
