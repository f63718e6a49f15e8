"""The main kinds of pages look like the screenshots in `baselines` (`make baselines`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sphinx.testing.util import SphinxTestApp

from tests.conftest import ROOT, built_once
from tests.theme.pictures import KEPT, RENEWED, SHARE, Shot, compare, difference, take

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

EVENT = "conferences/second_2013/index.html"
TALK = "conferences/second_2013/talks/long.html"
SEARCH = "search.html?q=perf&event=Second+2013"
SHOTS = [
    Shot(name="front", path="index.html"),
    Shot(name="event-narrow", path=EVENT, width=320),
    Shot(name="talk", path=TALK),
    Shot(name="talk-dark", path=TALK, scheme="dark"),
    Shot(name="talk-narrow", path=TALK, width=320),
    Shot(name="talk-paper", path=TALK, media="print"),
    Shot(name="speakers", path="notes-speakers.html"),
    Shot(name="timeline-narrow-dark", path="notes-timeline.html", width=320, scheme="dark"),
    Shot(name="index", path="genindex.html"),
    Shot(name="search", path=SEARCH, wait="#search .results li"),
    Shot(name="search-narrow-dark", path=SEARCH, width=320, scheme="dark", wait="#search mark"),
]
# Visual changes that no functional test would detect.
CHANGES = [
    "h1 { font-size: 1.8rem }",
    "html.writer-html5 .rst-content dl.field-list { row-gap: .5rem }",
    ":root { --link: #1f6a7c }",
    ".rst-footer-buttons a { border: 2px solid #666 }",
    ".wy-menu-vertical a { padding-left: 1.25rem !important }",
    "code { border-radius: 0; padding-inline: .35em }",
]


def build_small(folder: Path) -> None:
    source = ROOT / "tests/roots/test-reader-pictures"
    app = SphinxTestApp(srcdir=source, builddir=folder)
    app.build()
    app.cleanup()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the site in the screenshots."""
    return (built_once(tmp_path_factory, "pictures", build_small) / "html").as_uri() + "/"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_pages_look_as_they_did(browser: Browser, small: str, shot: Shot) -> None:
    compare(shot, take(browser, small, shot))


@pytest.mark.skipif(RENEWED, reason="the pictures are being renewed")
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_looks_is_seen(browser: Browser, small: str, change: str) -> None:
    shot = next(one for one in SHOTS if one.name == "talk")
    kept = Image.open(KEPT / "talk.png").convert("RGB")
    assert difference(kept, take(browser, small, shot, change))[0] > SHARE


def test_every_picture_is_of_a_page() -> None:
    assert {one.stem for one in KEPT.glob("*.png")} == {one.name for one in SHOTS}
