"""What archived links, redirects, metadata, feeds, calendars and cards cost a build."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import ROOT, Table, medians, seconds

REPETITIONS = 7
# How much of a build it may be.
LIMIT = 0.10
BASE = ["-D", "html_baseurl=https://notes.example/en/"]
BARE = ["-D", "extensions=benchmarks.bare,myst_parser,sphinx_rtd_theme,sphinx.ext.doctest"]


def build(folder: Path, options: list[str]) -> dict[str, float]:
    """Build the site in *folder* from nothing, then again with nothing to do; return seconds."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-j", "auto", "-q", *BASE, *options]
    everything = [*command, str(ROOT), str(folder)]
    return {"cold": seconds(everything), "no-op": seconds(everything)}


def table() -> Table:
    """Measure builds with and without them and return both."""
    with tempfile.TemporaryDirectory() as top:
        measured = medians(
            REPETITIONS,
            {
                "whole": partial(build, Path(top, "whole"), []),
                "bare": partial(build, Path(top, "bare"), BARE),
            },
        )
    rows = []
    for what in ("cold", "no-op"):
        whole, bare = measured["whole"][what], measured["bare"][what]
        share = f"{max(0.0, whole - bare) / whole:.0%}"
        limit = f"≤ {LIMIT:.0%}" if what == "cold" else ""
        rows.append([what, f"{whole:.2f} s", f"{bare:.2f} s", share, limit])
    return Table(
        title="Links and metadata",
        how="`sphinx -b html -j auto` with `html_baseurl` set, the whole command, median of "
        f"{REPETITIONS} runs by turns; without is the same extension with these parts left out.",
        head=["build", "with", "without", "share", "expected"],
        rows=rows,
    )
