"""Lighthouse's scores and the sizes of our pages, and of the same notes in other themes."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Table
from benchmarks.serving import browser, served, weight
from benchmarks.themes import sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from benchmarks.themes import Site

HERE = Path(__file__).parent
# On a busy machine the browser may exceed Lighthouse's timeout.
ATTEMPTS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(address: str) -> list[int]:
    """Return Lighthouse's scores of a page in each category, emulating a phone."""
    command = [
        *("node", str(HERE / "node_modules/lighthouse/cli/index.js"), address),
        *("--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = os.environ | {"CHROME_PATH": "/usr/bin/chromium"}
    for _ in range(ATTEMPTS):
        run = subprocess.run(command, env=environment, check=False, capture_output=True)
        if run.returncode == 0:
            categories = json.loads(run.stdout)["categories"]
            return [round(100 * categories[name]["score"]) for name in CATEGORIES]
    msg = f"Lighthouse could not look at {address}: {run.stderr.decode()[-400:]}"
    raise RuntimeError(msg)


def rows(chromium: Browser, site: Site) -> Iterator[list[str]]:
    """Return a row for each page of a site."""
    with served(site.folder, policy=site.ours) as address:
        for kind, path in site.pages.items():
            size, requests = weight(chromium, address + path)
            cells = [f"{size / 1000:.0f} kB", str(requests), *map(str, scores(address + path))]
            yield [site.name, kind, *cells]


def table() -> Table:
    """Build every site, and measure the same three pages of each."""
    subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory() as top, browser() as chromium:
        found = [row for site in sites(Path(top)) for row in rows(chromium, site)]
    lighthouse = json.loads((HERE / "node_modules/lighthouse/package.json").read_text("utf-8"))
    return Table(
        title="Lighthouse",
        how=f"Lighthouse {lighthouse['version']}, mobile, on the built site as `make serve-site` "
        "serves it, and on the same notes built by other generators "
        "(`benchmarks/requirements-themes.txt`), served without our policy, which they break. "
        "MkDocs reads the output of sphinx-markdown-builder, without its fonts, which come from "
        "another host; it has no index. First view: what a browser with an empty cache fetches, "
        "compressed with gzip.",
        head=["site", "page", "first view", "requests", "performance", "accessibility",
              "best practices", "SEO"],
        rows=found,
    )  # fmt: skip
