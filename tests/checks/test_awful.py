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
# What only a build can tell: where references lead.
REFERENCE = (
    "index.rst:5: unknown-reference: no talk is called 'everythin': did you mean 'everything'?"
)
_WARNING = re.compile(r"(.+:\d+): WARNING: (.+) \[eventnotes\.([a-z-]+)\]")


@pytest.fixture
def awful(tmp_path: Path) -> Path:
    return make_awful(tmp_path)


def ours(warnings: list[str]) -> list[str]:
    """Return our warnings as the command line writes them."""
    found = (_WARNING.fullmatch(line) for line in warnings)
    return [f"{match[1]}: {match[3]}: {match[2]}" for match in found if match]


def others(warnings: list[str]) -> set[str]:
    return {line for line in warnings if not _WARNING.fullmatch(line)}


@pytest.mark.parametrize("jobs", [0, 2])
def test_build(awful: Path, jobs: int) -> None:
    warnings = build(awful, jobs=jobs)
    assert ours(warnings) == [*EXPECTED, REFERENCE]
    assert others(warnings) == {
        "conferences/ado/index.rst:10: WARNING: toctree contains reference to document "
        "'conferences/ado/talks/untitled' that doesn't have a title: no link will be generated "
        "[toc.no_title]"
    }


def test_command_line(awful: Path) -> None:
    result = check(awful)
    assert result.stdout.splitlines() == EXPECTED
    assert result.stderr == "36 problems in 18 of 34 pages\n"
    assert result.returncode == 1


def test_every_check_is_shown() -> None:
    shown = {line.split(": ")[1] for line in [*EXPECTED, REFERENCE]}
    # These need a site of another kind: see tests/commands/test_check.py, test_rules.py,
    # tests/domain/test_roles.py and tests/theme/test_strangers.py.
    elsewhere = {"similar-topics", "unreadable-page", "ambiguous-reference"}
    elsewhere |= {"unsafe-link", "raw-markup", "picture-elsewhere", "bad-formula"}
    assert shown | elsewhere == {check.code for check in CHECKS}


def test_problems_stay_until_mended(awful: Path) -> None:
    build(awful)
    assert ours(build(awful)) == EXPECTED  # Nothing has changed; no reference is looked up anew.

    mended = awful / "conferences" / "ado" / "talks" / "misspelt.rst"
    mended.write_text(mended.read_text("utf-8").replace("Dogbery", "Dogberry"), "utf-8")
    left = [line for line in EXPECTED if "Dogbery" not in line]
    assert len(left) == len(EXPECTED) - 1
    assert [line for line in ours(build(awful)) if line != REFERENCE] == left

    (awful / "conferences" / "vague" / "talks" / "two.rst").unlink()
    left = [line for line in left if "vague/talks/two" not in line]
    assert [line for line in ours(build(awful, jobs=2)) if line != REFERENCE] == left


@pytest.mark.parametrize(
    ("suppressed", "gone"),
    [
        (["eventnotes.outside-event"], {"outside-event"}),
        (["eventnotes.bad-*", "eventnotes.bad-date"], {"bad-date"}),
        (["toc.not_included"], {"unreachable"}),
        (["toc"], {"unreachable"}),
        (["eventnotes"], {check.code for check in CHECKS}),
    ],
)
def test_suppress_warnings(awful: Path, suppressed: list[str], gone: set[str]) -> None:
    (awful / "conf.py").write_text(f"{CONF}suppress_warnings = {suppressed!r}\n", "utf-8")
    left = [line for line in EXPECTED if line.split(": ")[1] not in gone]
    assert len(left) < len(EXPECTED)
    assert [line for line in ours(build(awful)) if line != REFERENCE] == left
    assert check(awful).stdout.splitlines() == left
