"""`linkcheck` as a person runs it: interrupted half-way, resumed, and run twice at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from eventnotes.links.ledger import read_ledger
from tests.conftest import clean_environment
from tests.links.server import AwkwardServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONF = 'extensions = ["eventnotes"]\n'
TALK = "Talk\n####\n\n:Date: 2012-07-18\n:Speaker: Ann Lee\n\n{}\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[AwkwardServer]:
    with serving() as server:
        yield server


def project(tmp_path: Path, *urls: str) -> Path:
    """Write notes with *urls* as links; the program is told that they are of the public web."""
    talk = tmp_path / "conferences/meet/talks/talk.rst"
    talk.parent.mkdir(parents=True)
    talk.write_text(TALK.format("\n".join(f"- `a link <{url}>`__" for url in urls)), "utf-8")
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "index.rst").write_text("Notes\n#####\n", "utf-8")
    return tmp_path


# 127.0.0.1 is no address that has an archived copy, nor one to ask, but for these tests.
# A child of a shell's background job ignores SIGINT, which a person's terminal sends.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from eventnotes.commands import cli
from eventnotes.commands import linkcheck
linkcheck.no_copy = lambda url: ""
sys.exit(cli.main())
"""


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, "linkcheck", str(folder), "--pause", "0.05"]
    return subprocess.Popen(
        [*command, *options],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def run(folder: Path, *options: str) -> tuple[int, str]:
    process = start(folder, *options)
    output, _ = process.communicate(timeout=120)
    return process.returncode, output


def test_a_round_is_noted_and_not_asked_again(tmp_path: Path, server: AwkwardServer) -> None:
    good, bad = f"{server.address}/fine", f"{server.address}/missing"
    folder = project(tmp_path, good, bad)
    status, output = run(folder)
    assert status == 0, output
    assert "2 links: 2 to ask\n" in output
    assert f"conferences/meet/talks/talk.rst:8: {bad}: 404 Not Found" in output
    assert "2 of 2 asked: 1 alive, 1 failed" in output
    entries = read_ledger(folder / "links.toml").entries
    today = datetime.now(tz=UTC).date()
    assert (entries[good].state, entries[good].checked) == ("alive", today)
    assert (entries[bad].state, entries[bad].failures) == ("unknown", 1)
    before = len(server.requests)
    status, output = run(folder)
    assert "2 links: 0 to ask, 2 known from the last month\n" in output
    assert len(server.requests) == before


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_half_way_and_resumed(
    tmp_path: Path, server: AwkwardServer, sign: signal.Signals
) -> None:
    urls = [f"{server.address}/gate/{number}" for number in range(4)]
    folder = project(tmp_path, *urls)
    process = start(folder, "--timeout", "60")
    while server.asked("/gate/2") == 0:
        assert process.poll() is None, process.stdout and process.stdout.read()
        time.sleep(0.05)
    process.send_signal(sign)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Interrupted. links.toml has what is known so far" in output
    assert "Traceback" not in output
    assert sorted(read_ledger(folder / "links.toml").entries) == urls[:2]
    for _ in range(10):
        server.passed.release()
    server.requests.clear()
    status, output = run(folder)
    assert status == 0, output
    assert "4 links: 2 to ask, 2 known from the last month\n" in output
    assert {path for _, path, _ in server.requests} == {"/gate/2", "/gate/3"}
    assert sorted(read_ledger(folder / "links.toml").entries) == urls


def test_two_runs_at_once(tmp_path: Path, server: AwkwardServer) -> None:
    folder = project(tmp_path, f"{server.address}/gate/1")
    while server.passed.acquire(blocking=False):
        pass
    first = start(folder, "--timeout", "60")
    while not server.requests:
        assert first.poll() is None
        time.sleep(0.05)
    status, output = run(folder)
    assert (status, output) == (
        2,
        "eventnotes: another run is at work on links.toml: let it end, or stop it, and try "
        "again\n",
    )
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=60)


def test_a_broken_ledger_stops_the_run(tmp_path: Path, server: AwkwardServer) -> None:
    folder = project(tmp_path, f"{server.address}/fine")
    (folder / "links.toml").write_text("[[link]]\nurl = \n", "utf-8")
    status, output = run(folder)
    assert status == 2
    assert "links.toml:2: the ledger cannot be read" in output
    assert server.requests == []


def test_links_that_no_page_has_are_taken_out_when_asked(
    tmp_path: Path, server: AwkwardServer
) -> None:
    folder = project(tmp_path, f"{server.address}/fine")
    (folder / "links.toml").write_text('[[link]]\nurl = "https://old.test/"\n', "utf-8")
    run(folder)
    assert "https://old.test/" in read_ledger(folder / "links.toml").entries
    status, output = run(folder, "--prune")
    assert status == 0
    assert "taken out of links.toml: 1 link that no page has" in output
    assert list(read_ledger(folder / "links.toml").entries) == [f"{server.address}/fine"]


def test_no_network(tmp_path: Path) -> None:
    folder = project(tmp_path, "http://127.0.0.1:1/")
    status, output = run(folder)
    assert status == 2
    assert "no host answered at all: is there a network?" in output
    assert not (folder / "links.toml").exists()
