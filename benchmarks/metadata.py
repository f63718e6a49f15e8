"""The cost of archived links, redirects, metadata, feeds, calendars and cards in a build."""

from __future__ import annotations

import resource
import runpy
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import ROOT, Table, medians, seconds

REPETITIONS = 9
# The allowed share of a build.
LIMIT = 0.10
BASE = ["-D", "html_baseurl=https://notes.example/en/"]
BARE = "benchmarks.bare"


def extensions() -> str:
    """Return the site's extensions without the measured parts."""
    settings = runpy.run_path(str(ROOT / "conf.py"))
    return ",".join(BARE if one == "eventnotes" else one for one in settings["extensions"])


def build(folder: Path, options: list[str]) -> dict[str, float]:
    """Build the site in *folder* from scratch; return the processor time in seconds.

    Not of the clock: on a machine that does other things too, a tenth would drown in noise.
    """
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", *BASE, *options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds([*command, str(ROOT), str(folder)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cold": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def table() -> Table:
    """Measure builds with and without them and return both."""
    with tempfile.TemporaryDirectory() as top:
        measured = medians(
            REPETITIONS,
            {
                "whole": partial(build, Path(top, "whole"), []),
                "bare": partial(build, Path(top, "bare"), ["-D", f"extensions={extensions()}"]),
            },
            # Other load on the machine only adds to processor time.
            typical=min,
        )
    whole, bare = measured["whole"]["cold"], measured["bare"]["cold"]
    share = f"{(whole - bare) / whole:.0%}"
    rows = [["cold", f"{whole:.2f} s", f"{bare:.2f} s", share, f"≤ {LIMIT:.0%}"]]
    return Table(
        title="Links and metadata",
        how="`sphinx -b html` with `html_baseurl` set, the whole command, processor time, "
        f'minimum of {REPETITIONS} alternating runs. "Without" is the same extension without '
        "loading these parts.",
        head=["build", "with", "without", "share", "expected"],
        rows=rows,
    )
