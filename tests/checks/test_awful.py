"""A site with every mistake at once: what a build and the command line say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from eventnotes.checks.table import CHECKS
from tests.checks.sites import AWFUL, CONF, build, check, make_awful

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = (AWFUL.parent / "awful.txt").read_text(encoding="utf-8").splitlines()
RESOLVED = re.compile(r": (unknown-reference|toc\.no_title): ")
_WARNING = re.compile(r"(.+:\d+): WARNING: (.+) \[([a-z_]+)\.([a-z_-]+)\]")


@pytest.fixture
def awful(tmp_path: Path) -> Path:
    return make_awful(tmp_path)


def lines(warnings: list[str]) -> list[str]:
    """Return a build's warnings as the command line writes them, in its order.

    Sphinx may repeat a warning of its own.
    """
    found = (_WARNING.fullmatch(line) for line in warnings)
    said = {
        f"{match[1]}: {f'{match[3]}.{match[4]}'.removeprefix('eventnotes.')}: {match[2]}"
        for match in found
        if match
    }
    return sorted(said, key=_place)


def _place(line: str) -> tuple[str, int, str]:
    path, number, rest = line.split(":", 2)
    return path, int(number), rest


@pytest.mark.parametrize("jobs", [0, 2])
def test_build(awful: Path, jobs: int) -> None:
    warnings = build(awful, jobs=jobs)
    assert [line for line in warnings if not _WARNING.fullmatch(line)] == []
    assert lines(warnings) == EXPECTED


def test_command_line(awful: Path) -> None:
    result = check(awful)
    assert result.stdout.splitlines() == EXPECTED
    assert result.stderr == "36 problems in 17 files, 34 pages read\n"
    assert result.returncode == 1


def test_every_check_of_pages_is_shown() -> None:
    shown = {line.split(": ")[1] for line in EXPECTED}
    # These need a site of another kind: see test_rules.py here, and the tests of reading, domain,
    # commands and hostile pages.
    elsewhere = {"similar-topics", "ambiguous-reference", "encoding", "unsafe-link", "raw-markup"}
    elsewhere |= {"duplicate-target", "bad-front-matter", "misplaced-talk"}
    elsewhere |= {"control-character", "long-name", "circular-toctree"}
    elsewhere |= {"too-large", "unreadable-page"}
    elsewhere |= {one.code for one in CHECKS if one.code.startswith(("refused-", "embedded-"))}
    elsewhere |= {one.code for one in CHECKS if one.scope in {"file", "writing"}}
    assert shown | elsewhere == {check.code for check in CHECKS} | {"toc.no_title"}


def kept(warnings: list[str]) -> list[str]:
    """Return those that do not come of resolving references, which Sphinx does once."""
    return [line for line in lines(warnings) if not RESOLVED.search(line)]


def test_problems_stay_until_fixed(awful: Path) -> None:
    build(awful)
    # Nothing has changed; references are not resolved again.
    expected = [line for line in EXPECTED if not RESOLVED.search(line)]
    assert kept(build(awful)) == expected

    fixed = awful / "conferences" / "ado" / "talks" / "misspelt.rst"
    fixed.write_text(fixed.read_text("utf-8").replace("Dogbery", "Dogberry"), "utf-8")
    left = [line for line in expected if "Dogbery" not in line]
    assert len(left) == len(expected) - 1
    assert kept(build(awful)) == left

    (awful / "conferences" / "vague" / "talks" / "two.rst").unlink()
    left = [line for line in left if "vague/talks/two" not in line]
    assert kept(build(awful, jobs=2)) == left


@pytest.mark.parametrize(
    ("suppressed", "gone"),
    [
        (["eventnotes.outside-event"], {"outside-event"}),
        (["eventnotes.bad-*", "eventnotes.bad-date"], {"bad-date"}),
        (["toc.not_included"], {"unreachable"}),
        (["toc"], {"unreachable", "toc.no_title"}),
        (["eventnotes"], {check.code for check in CHECKS}),
    ],
)
def test_suppress_warnings(awful: Path, suppressed: list[str], gone: set[str]) -> None:
    (awful / "conf.py").write_text(f"{CONF}suppress_warnings = {suppressed!r}\n", "utf-8")
    left = [line for line in EXPECTED if line.split(": ")[1] not in gone]
    assert len(left) < len(EXPECTED)
    assert lines(build(awful)) == left
    assert check(awful).stdout.splitlines() == left
