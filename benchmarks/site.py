"""Building this site with the extension, compared with plain Sphinx and the same theme."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import ROOT, Table, medians, seconds

REPETITIONS = 7
# The allowed time of a build with the extension, as a multiple of plain Sphinx's.
LIMITS = {"cold": 1.3, "no-op": 1.2}
PLAIN = [
    *("-D", "extensions=myst_parser,sphinx_rtd_theme,sphinx.ext.doctest"),
    *("-D", "html_theme=sphinx_rtd_theme"),
]


def build(folder: Path, options: list[str]) -> dict[str, float]:
    """Build the site in *folder* from scratch, then without changes; return both times."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-j", "auto", "-q", *options]
    everything = [*command, str(ROOT), str(folder)]
    return {"cold": seconds(everything), "no-op": seconds(everything)}


def table() -> Table:
    """Measure both, and return them side by side."""
    with tempfile.TemporaryDirectory() as top:
        measured = medians(
            REPETITIONS,
            {
                "ours": partial(build, Path(top, "ours"), []),
                "plain": partial(build, Path(top, "plain"), PLAIN),
            },
        )
    rows = []
    for what, limit in LIMITS.items():
        ours, plain = measured["ours"][what], measured["plain"][what]
        ratio = f"{ours / plain:.2f}×"
        rows.append([what, f"{ours:.2f} s", f"{plain:.2f} s", ratio, f"≤ {limit}×"])
    return Table(
        title="The site against plain Sphinx",
        how=f"`sphinx -b html -j auto` on the same sources, the whole command, median of "
        f'{REPETITIONS} alternating runs. "Plain Sphinx" is sphinx_rtd_theme without the '
        "extension.",
        head=["build", "Event Notes", "plain Sphinx", "ratio", "expected"],
        rows=rows,
    )
