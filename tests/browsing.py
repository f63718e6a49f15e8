"""The built site: parsed, opened from disk, and served with its headers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import lxml.html
import pytest

from eventnotes.commands.serve_site import serve
from tests.conftest import ROOT
from tests.site.pages import Page as BuiltPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Return the folder of the small sites."""
    return ROOT / "tests/roots"


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BuiltPage]:
    """Return all HTML pages of the site by path from the site's root."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        found[name] = BuiltPage(name, lxml.html.document_fromstring(file.read_bytes()))
    return found


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Yield the address of the served site, under a sub-path."""
    server = serve(site.parent, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """Return the site's address, served and straight from disk."""
    if request.param == "file":
        return site.as_uri() + "/"
    served: str = request.getfixturevalue("served")
    return served


@pytest.fixture
def faults() -> list[str]:
    """Return the errors and policy violations that the page reported."""
    return []


@pytest.fixture
def page(browser: Browser, faults: list[str]) -> Iterator[Page]:
    """Yield a page on a wide screen, whose errors fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"{page.url}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    yield page
    context.close()
    assert faults == []
