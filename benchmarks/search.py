"""What a search costs its reader, by engine and by size of the archive."""

from __future__ import annotations

import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.measure import Table
from benchmarks.search_engines import QUERY, Engine, engines, made_up
from eventnotes.preview import Handler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Response

SIZES = (44, 1_000, 20_000)
REPETITIONS = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Compressing(Handler):
    """Compresses as the preview does, without the policy: not every engine bears it."""

    def end_headers(self) -> None:
        """Add nothing."""
        SimpleHTTPRequestHandler.end_headers(self)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder*, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def first_result(browser: Browser, address: str, ready: str) -> tuple[int, int, float]:
    """Return bytes and requests before the first result, and the seconds to it, cache empty."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    start = time.perf_counter()
    page.goto(f"{address}search.html?q={quote(QUERY)}")
    page.wait_for_function(ready, timeout=120_000)
    taken = time.perf_counter() - start
    sizes = [int(one.header_value("content-length") or 0) for one in list(answers)]
    context.close()
    return sum(sizes), len(sizes), taken


def row(browser: Browser, engine: Engine, count: int) -> list[str]:
    """Make the engine's index of *count* pages and return what it cost."""
    with tempfile.TemporaryDirectory() as top:
        pages = made_up(count)
        start = time.perf_counter()
        engine.make(Path(top), pages)
        made = time.perf_counter() - start
        with served(Path(top)) as address:
            runs = [first_result(browser, address, engine.ready) for _ in range(REPETITIONS)]
    size, requests = median(run[0] for run in runs), median(run[1] for run in runs)
    taken = median(run[2] for run in runs)
    cells = [f"{size / 1000:,.0f} kB", f"{requests:.0f}", f"{taken * 1000:,.0f} ms"]
    return [engine.name, f"{count:,}", *cells, f"{made:.1f} s"]


def table() -> Table:
    """Weigh every engine at every size."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        rows = [row(browser, engine, count) for count in SIZES for engine in engines()]
        browser.close()
    return Table(
        title="The search",
        how=f"A search for two words in made-up pages of 350 words, Chromium with an empty cache, "
        f"the server on the same machine: what is fetched (compressed) before the first result is "
        f"shown, and how long that takes, median of {REPETITIONS}; and how long making the index "
        "takes, of pages already read.",
        head=["engine", "pages", "before the first result", "requests", "time to it", "making it"],
        rows=rows,
    )
