"""Links in the notes' book: references to index entries, addresses and archived copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.html.building import build, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PageObject

SITE = "https://meet.test.org/?a=1"
ARCHIVE = "https://web.archive.org/web/20120717/"
COPY = f"{ARCHIVE}{SITE}"
EVENT = f"""\
Meet
####

:Dates: 2012-07-17/2012-07-20
:Site: `the meeting <{SITE}>`__

.. toctree::
   :glob:

   talks/*
"""
TALK = """\
Talk
####

:Date: 2012-07-18
:Speakers: Ann Lee, Bob Moss, Zoe Young
:Topics: web

"""
#: The maximum distance of a link's target above its entry, in points.
NEAR = 20


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_site(
        tmp_path / "site",
        **{"conferences/meet/index.rst": EVENT, "conferences/meet/talks/awkward.rst": TALK},
    )


def reader(source: Path, *options: str) -> PdfReader:
    built = build(source, *options, builder="bookpdf")
    (book,) = built.folder.glob("*.pdf")
    return PdfReader(book)


def links(book: PdfReader) -> list[Any]:
    """Return each link of the book."""
    return [link.get_object() for page in book.pages for link in page.get("/Annots", ())]


def addresses(book: PdfReader) -> set[str]:
    """Return the addresses of external links."""
    return {str(link["/A"]["/URI"]) for link in links(book) if "/URI" in link.get("/A", {})}


def goals(book: PdfReader) -> list[tuple[PageObject, float]]:
    """Return the target page and height of each internal link."""
    found = []
    for link in links(book):
        goal = link.get("/Dest") or link.get("/A", {}).get("/D")
        if isinstance(goal, str):
            goal = book.named_destinations[goal].dest_array
        if goal is not None:
            number = book.get_page_number(goal[0].get_object())
            found.append((book.pages[number or 0], float(goal[3])))
    return found


def heights(page: PageObject) -> list[tuple[str, float]]:
    """Return each piece of text on *page* with its height."""
    found: list[tuple[str, float]] = []

    def note(text: str, moved: list[float], matrix: list[float], *_font: Any) -> None:
        found.append((text.strip(), moved[5] + moved[3] * matrix[5]))

    page.extract_text(visitor_text=note)
    return found


def test_a_reference_points_to_its_index_entry(source: Path) -> None:
    book = reader(source)
    led_to = {
        text.partition(" (")[0].strip(",")
        for page, goal in goals(book)
        for text, height in heights(page)
        if 0 <= goal - height <= NEAR
    }
    assert {"Lee, Ann", "Moss, Bob", "Young, Zoe", "web"} <= led_to


def test_one_note_has_the_address_and_its_copy(source: Path) -> None:
    book = reader(source)
    assert {SITE, COPY} <= addresses(book)
    (page,) = {
        number
        for number, page in enumerate(book.pages)
        if ARCHIVE in "".join(page.extract_text().split())
    }
    text = "".join(book.pages[page].extract_text().split())
    assert text.count(f"1{SITE},archived:{ARCHIVE}…") == 1


@pytest.mark.parametrize("urls", ["inline", "no"])
def test_a_copy_follows_its_link_without_footnotes(source: Path, urls: str) -> None:
    book = reader(source, f"book_show_urls={urls}")
    text = "".join("".join(page.extract_text() for page in book.pages).split())
    expected = {"inline": f"themeeting({SITE},archived:{ARCHIVE}…)", "no": "themeeting(archived)"}
    assert expected[urls] in text
    if urls == "no":
        assert COPY in addresses(book)
