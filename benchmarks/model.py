"""What the extension costs over plain Sphinx, on made-up archives."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import archive, phases
from benchmarks.measure import Table, seconds

# How many talks, and how many times they are built: of the larger, minutes each.
SIZES = {1_000: 3, 5_000: 1}
# How many times plain Sphinx's time reading and indexing may take.
LIMIT = 1.15
LIMITED = ("reading", "indexing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build's processor time by phase, and how many pages it wrote."""

    spent: dict[str, float]
    pages: int

    def least(self, other: Build) -> Build:
        """Return this build with the lesser time of two for each phase."""
        spent = {name: min(time, other.spent[name]) for name, time in self.spent.items()}
        return Build(spent=spent, pages=self.pages)

    def time(self, *names: str) -> float:
        """Return the time of the phases called *names*, of all where none is."""
        return sum(self.spent[name] for name in names or self.spent)


def build(sources: Path) -> Build:
    """Build the archive in *sources* with one process, as far as it has to be."""
    os.environ[phases.FILE] = str(sources / "phases.json")
    html = sources / "_build"
    before = _written(html)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(sources / "_doctrees")]
    seconds([*command, str(sources), str(html)])
    after = _written(html)
    pages = sum(1 for file, time in after.items() if before.get(file) != time)
    return Build(spent=json.loads((sources / "phases.json").read_text("utf-8")), pages=pages)


def _written(html: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in html.rglob("*.html")}


def measure(sources: Path, talks: int, *, extension: bool) -> dict[str, Build]:
    """Build an archive from nothing, then with nothing to do, then after an edit to one talk."""
    sources.mkdir()
    archive.write(sources, talks, extension=extension)
    cold, nothing = build(sources), build(sources)
    talk = sources / "event0" / "talks" / "talk7.rst"
    talk.write_text(talk.read_text("utf-8") + "\nOne more word.\n", "utf-8")
    return {"cold": cold, "no-op": nothing, "edit": build(sources)}


def by_turns(talks: int, rounds: int) -> tuple[dict[str, Build], dict[str, Build]]:
    """Measure an archive with the extension and without it, the least time of *rounds* each."""
    least: dict[bool, dict[str, Build]] = {}
    for number in range(rounds):
        for extension in (True, False) if number % 2 else (False, True):
            with tempfile.TemporaryDirectory() as top:
                found = measure(Path(top, "archive"), talks, extension=extension)
            known = least.setdefault(extension, found)
            least[extension] = {run: found[run].least(known[run]) for run in found}
    return least[True], least[False]


def rows(talks: int, ours: dict[str, Build], plain: dict[str, Build]) -> list[list[str]]:
    """Return the rows of archives of one size: of the cold build's phases, and of others."""

    def row(what: str, run: str, *names: str, limit: str = "") -> list[str]:
        with_, without = ours[run].time(*names), plain[run].time(*names)
        more = f"{(with_ - without) / talks * 1000:.2f} ms" if run == "cold" else ""
        pages = "" if names else f"{ours[run].pages} / {plain[run].pages}"
        ratio = f"{with_ / without:.2f}×" if without > 0.1 else ""
        cells = [f"{with_:.1f} s", f"{without:.1f} s", ratio, limit, more, pages]
        return [f"{talks:,} talks, {what}", *cells]

    return [
        row("reading and indexing", "cold", *LIMITED, limit=f"≤ {LIMIT}×"),
        *(row(name, "cold", name) for name in phases.ENDS if name != "start"),
        *(row(run, run) for run in ours),
    ]


def table() -> Table:
    """Measure each size with the extension and without."""
    found = []
    for talks, rounds in SIZES.items():
        found += rows(talks, *by_turns(talks, rounds))
    return Table(
        title="Made-up archives against plain Sphinx",
        how="`sphinx -j 1` on archives of `benchmarks/archive.py`, Sphinx's theme `basic` on both "
        "sides (with sphinx_rtd_theme's menu of all pages on every page, 5,000 talks took over "
        "ten minutes), processor time: of 1,000 talks the least of 3 by turns, of 5,000 once. The "
        "first rows of a size are parts of its cold build: *indexing* is all between the last "
        "page read and the first written; *finishing* is the pages of indices, the search's "
        "index, data and feeds. *edit* is the build after one more sentence in one talk. "
        "*More a talk* is what the extension adds, for each talk.",
        head=[
            "build",
            "Event Notes",
            "plain Sphinx",
            "ratio",
            "expected",
            "more a talk",
            "pages written",
        ],
        rows=found,
    )
