"""A browser and a local server for the reader's benchmarks."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from eventnotes.commands.serve_site import Handler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Response

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Compressing(Handler):
    """Compresses like the preview, but without the policy, which other themes violate."""

    def end_headers(self) -> None:
        """Add no headers."""
        SimpleHTTPRequestHandler.end_headers(self)


@contextmanager
def served(folder: Path, *, policy: bool = False) -> Iterator[str]:
    """Serve *folder* compressed, with or without our *policy*, and yield its address."""
    handler = Handler if policy else Compressing
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield the installed Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


def weight(chromium: Browser, address: str) -> tuple[int, int]:
    """Return the bytes (compressed) and the requests of a page's first view."""
    context = chromium.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.goto(address, wait_until="networkidle")
    found = sum(sent(one) for one in list(answers)), len(answers)
    context.close()
    return found


def sent(answer: Response) -> int:
    """Return the transferred bytes of a response's body."""
    return int(answer.header_value("content-length") or 0)
