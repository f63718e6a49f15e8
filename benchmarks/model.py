"""The cost of the extension compared with plain Sphinx, on generated archives."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import archive, phases
from benchmarks.measure import Table, medians, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

# The number of talks, and of builds: large archives take minutes each.
SIZES = {1_000: 3, 5_000: 1}
# The allowed time for reading and indexing, as a multiple of plain Sphinx's.
LIMIT = 1.15
LIMITED = ("reading", "indexing")
RUNS = ("cold", "no-op", "edit")


def build(sources: Path) -> dict[str, float]:
    """Build the archive in *sources* incrementally with one process.

    Return the processor time of each phase, and as *pages* how many pages were written.
    """
    os.environ[phases.FILE] = str(sources / "phases.json")
    html = sources / "_build"
    before = _written(html)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(sources / "_doctrees")]
    seconds([*command, str(sources), str(html)])
    after = _written(html)
    pages = sum(1 for file, time in after.items() if before.get(file) != time)
    spent: dict[str, float] = json.loads((sources / "phases.json").read_text("utf-8"))
    return {**spent, "pages": pages}


def _written(html: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in html.rglob("*.html")}


def measure(talks: int, *, extension: bool) -> dict[str, float]:
    """Build an archive from scratch, then without changes, then after an edit to one talk.

    Return what each of these builds took, as "cold reading".
    """
    with tempfile.TemporaryDirectory() as top:
        sources = Path(top, "archive")
        sources.mkdir()
        archive.write(sources, talks, extension=extension)
        builds = {"cold": build(sources), "no-op": build(sources)}
        talk = sources / "event0" / "talks" / "talk7.rst"
        talk.write_text(talk.read_text("utf-8") + "\nOne more word.\n", "utf-8")
        builds["edit"] = build(sources)
    return {f"{run} {what}": taken for run in RUNS for what, taken in builds[run].items()}


def rows(talks: int, ours: Mapping[str, float], plain: Mapping[str, float]) -> list[list[str]]:
    """Return the rows for one size: the phases of the cold build, and the other builds."""

    def row(what: str, run: str, *names: str, limit: str = "") -> list[str]:
        with_, without = (
            sum(times[f"{run} {name}"] for name in names or phases.ENDS) for times in (ours, plain)
        )
        more = f"{(with_ - without) / talks * 1000:.2f} ms" if run == "cold" else ""
        pages = "" if names else f"{ours[f'{run} pages']} / {plain[f'{run} pages']}"
        ratio = f"{with_ / without:.2f}×" if without > 0.1 else ""
        cells = [f"{with_:.1f} s", f"{without:.1f} s", ratio, limit, more, pages]
        return [f"{talks:,} talks, {what}", *cells]

    return [
        row("reading and indexing", "cold", *LIMITED, limit=f"≤ {LIMIT}×"),
        *(row(name, "cold", name) for name in phases.ENDS if name != "start"),
        *(row(run, run) for run in RUNS),
    ]


def table() -> Table:
    """Measure each size with and without the extension."""
    found = []
    for talks, rounds in SIZES.items():
        contenders = {
            "ours": partial(measure, talks, extension=True),
            "plain": partial(measure, talks, extension=False),
        }
        found += rows(talks, **medians(rounds, contenders, typical=min))
    return Table(
        title="Generated archives against plain Sphinx",
        how="`sphinx -j 1` on archives from `benchmarks/archive.py`, with Sphinx's theme `basic` "
        "on both sides (sphinx_rtd_theme lists all pages on every page; 5,000 talks took over ten "
        "minutes). Processor time: for 1,000 talks the minimum of 3 alternating runs, for 5,000 a "
        "single run. The first rows of a size are phases of its cold build: *indexing* is "
        "everything between the last page read and the first page written; *finishing* is the "
        "index pages, the search index, data and feeds. *edit* is the build after adding a "
        "sentence to one talk. *More per talk* is what the extension adds for each talk.",
        head=[
            "build",
            "Event Notes",
            "plain Sphinx",
            "ratio",
            "expected",
            "more per talk",
            "pages written",
        ],
        rows=found,
    )
