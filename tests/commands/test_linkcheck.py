"""`linkcheck` as a person runs it: interrupted half-way, resumed, and run twice at once."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from eventnotes.links.ledger import read_ledger
from tests.links.command import project, run, start
from tests.links.server import AwkwardServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[AwkwardServer]:
    with serving() as server:
        yield server


def test_a_round_is_noted_and_not_asked_again(tmp_path: Path, server: AwkwardServer) -> None:
    good, bad = server.url("/fine"), server.url("/missing")
    folder = project(tmp_path, good, bad)
    status, output = run(folder)
    assert status == 0, output
    assert "2 links: 2 to check\n" in output
    assert f"(conferences/meet/talks/talk: line    8) broken    {bad} - 404 " in output
    assert "2 of 2 checked: 1 alive, 1 failed" in output
    links = read_ledger(folder / "links.toml").links
    today = datetime.now(tz=UTC).date()
    assert (links[good].state, links[good].checked) == ("alive", today)
    assert (links[bad].state, links[bad].failures) == ("unknown", 1)
    before = len(server.requests)
    status, output = run(folder)
    assert "2 links: 0 to check, 2 checked within a month\n" in output
    assert len(server.requests) == before


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_half_way_and_resumed(
    tmp_path: Path, server: AwkwardServer, sign: signal.Signals
) -> None:
    urls = [server.url("/gate", f"h{number}") for number in range(4)]
    folder = project(tmp_path, *urls)
    process = start(folder, "--timeout", "60")
    while len(server.requests) < 4:
        assert process.poll() is None, process.stdout and process.stdout.read()
        time.sleep(0.05)
    time.sleep(0.5)  # two have answered, two have not
    os.killpg(process.pid, sign)  # as a terminal does: it tells all of them
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Interrupted. links.toml has the results so far" in output
    assert "Traceback" not in output
    known = set(read_ledger(folder / "links.toml").links)
    assert len(known) == 2
    for _ in range(10):
        server.passed.release()
    server.requests.clear()
    status, output = run(folder)
    assert status == 0, output
    assert "4 links: 2 to check, 2 checked within a month\n" in output
    assert len(server.requests) == 2
    assert sorted(read_ledger(folder / "links.toml").links) == urls


def test_two_runs_at_once(tmp_path: Path, server: AwkwardServer) -> None:
    folder = project(tmp_path, server.url("/gate/1"))
    while server.passed.acquire(blocking=False):
        pass
    first = start(folder, "--timeout", "60")
    while not server.requests:
        assert first.poll() is None
        time.sleep(0.05)
    status, output = run(folder)
    assert (status, output) == (
        2,
        "eventnotes: another run is using links.toml: wait for it to end, or stop it, and try "
        "again\n",
    )
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=60)


def test_a_broken_ledger_stops_the_run(tmp_path: Path, server: AwkwardServer) -> None:
    folder = project(tmp_path, server.url("/fine"))
    (folder / "links.toml").write_text("[[link]]\nurl = \n", "utf-8")
    status, output = run(folder)
    assert status == 2
    assert "links.toml:2: the ledger cannot be read" in output
    assert server.requests == []


def test_links_that_no_page_has_are_taken_out_when_asked(
    tmp_path: Path, server: AwkwardServer
) -> None:
    folder = project(tmp_path, server.url("/fine"))
    (folder / "links.toml").write_text('[[link]]\nurl = "https://old.test/"\n', "utf-8")
    run(folder)
    assert "https://old.test/" in read_ledger(folder / "links.toml").links
    status, output = run(folder, "--prune")
    assert status == 0
    assert "removed from links.toml: 1 link on no page" in output
    assert list(read_ledger(folder / "links.toml").links) == [server.url("/fine")]


def test_no_network(tmp_path: Path) -> None:
    folder = project(tmp_path, "http://one.awkward.org:1/", "http://two.awkward.org:1/")
    status, output = run(folder)
    assert status == 2
    assert "no host answered: check your network connection" in output
    assert not (folder / "links.toml").exists()


def test_what_was_out_of_reach_is_noted_once_anything_answers(
    tmp_path: Path, server: AwkwardServer
) -> None:
    """A batch has one link, and those of the host that has most come first."""
    dead = [f"http://one.awkward.org:1/{number}" for number in range(2)]
    folder = project(tmp_path, *dead, server.url("/fine"), conf="linkcheck_workers = 1")
    status, output = run(folder)
    assert status == 0, output
    links = read_ledger(folder / "links.toml").links
    assert [links[url].failures for url in dead] == [1, 1]


def test_a_killed_run_leaves_nothing_at_work(tmp_path: Path, server: AwkwardServer) -> None:
    """The one that asks ends with its time, and the next run is not turned away then."""
    folder = project(tmp_path, server.url("/drip"))
    process = start(folder, "--timeout", "0.5")
    while not server.requests:
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=4 * 0.5 + 5)  # until nobody has its output open any more
    status, output = run(folder, "--timeout", "0.5")
    assert status == 0, output


def test_links_known_to_be_documentation_are_not_asked(
    tmp_path: Path, server: AwkwardServer
) -> None:
    folder = project(tmp_path, server.url("/fine"), conf="rst_epilog = ':py:mod:`json`'")
    status, output = run(folder)
    assert status == 0
    assert "1 link: 1 to check\n" in output


def test_only_links_of_the_public_web_are_asked(tmp_path: Path, server: AwkwardServer) -> None:
    inside = f"http://127.0.0.1:{server.server_port}/fine"
    copy = "https://web.archive.org/web/2012/http://one.awkward.org/"
    status, output = run(project(tmp_path, inside, copy))
    assert status == 0, output
    assert "2 links: 0 to check, 2 skipped (archived copies, or not on the public web)" in output
    assert server.requests == []
