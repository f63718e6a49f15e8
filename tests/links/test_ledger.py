"""The ledger is read as far as it goes, and never lost or half written."""

from __future__ import annotations

import threading
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.links import ledger as module
from eventnotes.links.ledger import LedgerError, LinkState, locked, read_ledger, update_ledger

if TYPE_CHECKING:
    from pathlib import Path

ONE = LinkState(url="https://one.test/", state="alive", checked=date(2026, 1, 2))
BY_HAND = """\
# mine
[[link]]
url = "https://two.test/a"
archived = "https://web.archive.org/web/2012/https://two.test/a"
note = "the copy with the pictures"

[[link]]
state = "alive"

[[link]]
url = "https://one.test/"
state = "dead"
checked = "yesterday"
failures = -1
"""


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    entry = LinkState(
        url="https://two.test/?\\'é",
        state="moved",
        checked=date(2026, 3, 4),
        failures=2,
        moved_to="https://three.test/",
        reason='a "reason"\n\\ with all',
    )
    update_ledger(path, {entry.url: entry, ONE.url: ONE})
    found = read_ledger(path)
    assert dict(found.links) == {entry.url: entry, ONE.url: ONE}
    assert found.problems == ()


def test_entries_are_in_order_however_they_came(tmp_path: Path) -> None:
    entries = [LinkState(url=f"https://{name}.test/") for name in "cab"]
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    update_ledger(one, {entry.url: entry for entry in entries})
    for entry in reversed(entries):
        update_ledger(other, {entry.url: entry})
    assert one.read_bytes() == other.read_bytes()
    assert list(read_ledger(one).links) == sorted(entry.url for entry in entries)


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "links.toml") == module.Ledger()


def test_each_broken_entry_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    path.write_text(BY_HAND, "utf-8")
    found = read_ledger(path)
    assert [(one.line, one.code) for one in found.problems] == [
        (7, "bad-ledger"),
        (10, "bad-ledger"),
    ]
    assert found.problems[0].message == 'this entry has no url: add url = "https://…"'
    assert found.problems[1].message == (
        "state is 'dead', but must be one of alive, moved, gone, unknown; "
        "checked is 'yesterday', but must be a date such as 2026-11-24; "
        "failures is '-1', but must be a whole number, 0 or more"
    )
    assert found.links["https://one.test/"] == LinkState(url="https://one.test/")


def test_a_duplicate_is_told_and_the_later_one_holds(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    table = '[[link]]\nurl = "https://one.test/"\nchecked = {}\nstate = "{}"\n'
    path.write_text(table.format("2026-02-01", "gone") + table.format("2026-01-01", "alive"))
    found = read_ledger(path)
    assert found.links["https://one.test/"].state == "gone"
    assert [(one.line, one.code) for one in found.problems] == [(5, "repeated-link")]
    assert "first in line 1" in found.problems[0].message


def test_an_update_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    path.write_text(BY_HAND, "utf-8")
    update_ledger(path, {ONE.url: ONE})
    tables = tomllib.loads(path.read_text("utf-8"))["link"]
    assert {"state": "alive"} in tables
    assert {
        "url": "https://two.test/a",
        "archived": "https://web.archive.org/web/2012/https://two.test/a",
        "note": "the copy with the pictures",
    } in tables
    assert read_ledger(path).links[ONE.url] == ONE


@pytest.mark.parametrize(
    "text", ["[[link]]\nurl = ", "[[link]\n", "link = 3", "link = [1]", "other = 1", "\x00"]
)
def test_a_broken_file_is_told_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "links.toml"
    path.write_text(text, "utf-8")
    found = read_ledger(path)
    assert found.broken
    assert [one.code for one in found.problems] == ["bad-ledger"]
    with pytest.raises(LedgerError, match="fix it first"):
        update_ledger(path, {ONE.url: ONE})
    assert path.read_text("utf-8") == text


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    path.write_text("\n\n[[link]]\nurl = oops\n", "utf-8")
    assert read_ledger(path).problems[0].line == 4


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "links.toml"
    update_ledger(path, {ONE.url: ONE})
    before = path.read_bytes()

    def full(draft: Path, data: bytes) -> None:
        draft.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        update_ledger(path, {"https://two.test/": LinkState(url="https://two.test/")})
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["links.toml"]


def test_readers_never_see_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    entries = {
        url: LinkState(url=url) for url in (f"https://{number}.test/" for number in range(300))
    }
    update_ledger(path, entries)
    over = threading.Event()
    seen: list[tuple[bool, int]] = []

    def read() -> None:
        while not over.is_set():
            found = read_ledger(path)
            seen.append((found.broken, len(found.links)))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        update_ledger(path, {ONE.url: ONE})
    over.set()
    reader.join()
    assert seen
    assert all(not broken and count >= 300 for broken, count in seen)


def test_a_second_run_is_turned_away(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    second = locked(path)
    with locked(path), pytest.raises(LedgerError, match="another run is using links"):
        second.__enter__()
    with locked(path):
        pass


@given(
    st.lists(
        st.builds(
            LinkState,
            url=st.text(
                st.characters(
                    codec="utf-8", exclude_characters=' <>"\t\r\n', categories=("L", "N", "S")
                ),
                max_size=20,
            ).map(lambda tail: f"https://host.test/{tail}"),
            state=st.sampled_from(["alive", "gone", "unknown"]),
            checked=st.dates(),
            failures=st.integers(0, 99),
            reason=st.text(st.characters(codec="utf-8"), max_size=30),
        ),
        max_size=5,
        unique_by=lambda entry: entry.url,
    )
)
def test_any_entry_survives(
    tmp_path_factory: pytest.TempPathFactory, entries: list[LinkState]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "links.toml"
    update_ledger(path, {entry.url: entry for entry in entries})
    assert dict(read_ledger(path).links) == {entry.url: entry for entry in entries}
    assert read_ledger(path).problems == ()
