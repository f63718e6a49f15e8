"""What the extension costs over plain Sphinx, on made-up archives."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import archive
from benchmarks.measure import Table, seconds

SIZES = (1_000, 5_000)
LIMIT = 1.15


def measure(folder: Path, talks: int, *, extension: bool) -> dict[str, float]:
    """Build an archive from nothing, then after an edit to one talk; return seconds."""
    sources = folder / f"{talks}{'ours' if extension else 'plain'}"
    sources.mkdir()
    archive.write(sources, talks, extension=extension)
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "auto"]
    command += [str(sources), str(sources / "_build")]
    cold = seconds(command)
    talk = sources / "event0" / "talks" / "talk7.rst"
    talk.write_text(talk.read_text("utf-8") + "\nOne more word.\n", "utf-8")
    return {"cold": cold, "edit": seconds(command)}


def table() -> Table:
    """Measure each size with the extension and without."""
    rows = []
    for talks in SIZES:
        with tempfile.TemporaryDirectory() as top:
            ours, plain = (measure(Path(top), talks, extension=one) for one in (True, False))
        for what in ours:
            ratio = ours[what] / plain[what]
            each = f"{ours[what] / talks * 1000:.2f} ms"
            limit = f"≤ {LIMIT}×" if what == "cold" else ""
            cells = [f"{ours[what]:.1f} s", f"{plain[what]:.1f} s", f"{ratio:.2f}×", limit, each]
            rows.append([f"{talks} talks, {what}", *cells])
    return Table(
        title="Made-up archives against plain Sphinx",
        how="`sphinx -j auto` on archives of `benchmarks/archive.py`, the same theme on both "
        "sides, once each; *edit* is the build after one more sentence in one talk.",
        head=["build", "Event Notes", "plain Sphinx", "ratio", "expected", "each talk"],
        rows=rows,
    )
