"""The built site as its readers have it: pages parsed, and served as people open them."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import lxml.html
import pytest

from tests.site.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Return every HTML page of the site by its path from the site's root."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        found[name] = Page(name, lxml.html.document_fromstring(file.read_bytes()))
    return found


@pytest.fixture(scope="session")
def http(site: Path) -> Iterator[str]:
    """Yield the address at which a plain web server serves the site, under a sub-path."""
    # Served from the folder above, the site has a sub-path, as on a host.
    handler = functools.partial(QuietHandler, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
        server.shutdown()


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """Return the site's address, opened straight from disk and from a web server."""
    if request.param == "file":
        return site.as_uri() + "/"
    served: str = request.getfixturevalue("http")
    return served
