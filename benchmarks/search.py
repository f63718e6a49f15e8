"""The cost of a search for the reader, by engine and size of the archive."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.measure import Table
from benchmarks.search_engines import QUERY, Engine, engines, made_up
from benchmarks.serving import browser, sent, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

SIZES = (44, 1_000, 20_000)
REPETITIONS = 5


def first_result(chromium: Browser, address: str, ready: str) -> tuple[int, int, float]:
    """Return bytes, requests and seconds until the first result, with an empty cache."""
    context = chromium.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    start = time.perf_counter()
    page.goto(f"{address}search.html?q={quote(QUERY)}")
    page.wait_for_function(ready, timeout=120_000)
    taken = time.perf_counter() - start
    sizes = [sent(one) for one in list(answers)]
    context.close()
    return sum(sizes), len(sizes), taken


def row(chromium: Browser, engine: Engine, count: int) -> list[str]:
    """Build the engine's index of *count* pages, and return its cost."""
    with tempfile.TemporaryDirectory() as top:
        pages = made_up(count)
        start = time.perf_counter()
        engine.make(Path(top), pages)
        made = time.perf_counter() - start
        with served(Path(top)) as address:
            runs = [first_result(chromium, address, engine.ready) for _ in range(REPETITIONS)]
    size, requests = median(run[0] for run in runs), median(run[1] for run in runs)
    taken = median(run[2] for run in runs)
    cells = [f"{size / 1000:,.0f} kB", f"{requests:.0f}", f"{taken * 1000:,.0f} ms"]
    return [engine.name, f"{count:,}", *cells, f"{made:.1f} s"]


def table() -> Table:
    """Measure every engine at every size."""
    with browser() as chromium:
        rows = [row(chromium, engine, count) for count in SIZES for engine in engines()]
    return Table(
        title="The search",
        how="A search for two words in generated pages of 350 words, Chromium with an empty "
        "cache, the server on the same machine: bytes fetched (compressed) and time until the "
        f"first result is shown, median of {REPETITIONS}; and time to build the index from pages "
        "already read.",
        head=["engine", "pages", "before the first result", "requests", "time to it", "index"],
        rows=rows,
    )
