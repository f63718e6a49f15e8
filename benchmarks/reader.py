"""The size of the first view of each kind of page, and axe's findings."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from benchmarks.measure import ROOT, Table
from benchmarks.serving import browser, served, weight
from tests.theme.axe import KINDS, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Scheme = Literal["light", "dark"]
LOOKS: list[tuple[Scheme, int]] = [
    (scheme, width) for scheme in ("light", "dark") for width in (320, 1280)
]


def counts(chromium: Browser, address: str, scheme: Scheme, width: int) -> dict[str, int]:
    """Return the number of axe's findings on each kind of page, with one set of settings."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    found = {kind: len(faults) for kind, faults in looked_at(context.new_page(), address)}
    context.close()
    return found


def table() -> Table:
    """Build the site, measure each kind of page, and run axe with each set of settings."""
    with tempfile.TemporaryDirectory() as top, browser() as chromium:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(ROOT), top]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        with served(Path(top), policy=True) as address:
            weights = {kind: weight(chromium, address + path) for kind, path in KINDS.items()}
        found = [counts(chromium, f"{Path(top).as_uri()}/", *look) for look in LOOKS]
    return Table(
        title="The first view, and what axe finds",
        how="The built site as `make serve-site` serves it to a browser with an empty cache: "
        "bytes (compressed with gzip) and requests for one page of each kind. Then the number of "
        "elements that axe reports, by colour scheme and width, with the rules of WCAG 2.2 AA and "
        "its best practices.",
        head=[
            "page",
            "first view",
            "requests",
            *(f"axe, {one}, {width} px" for one, width in LOOKS),
        ],
        rows=[
            [kind, *_weight(weights, kind), *(str(one.get(kind, "")) for one in found)]
            for kind in found[0]
        ],
    )


def _weight(weights: dict[str, tuple[int, int]], kind: str) -> list[str]:
    size, requests = weights.get(kind, (0, 0))
    return [f"{size / 1000:.1f} kB", str(requests)] if requests else ["", ""]
