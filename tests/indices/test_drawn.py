"""Drawings on built pages and in a printed book: their links, in any theme and of any name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import lxml.html
import pytest
from pypdf import PdfReader

from eventnotes.indices.drawings import MOST_TIMES
from tests.book.test_downloads import EPUBCHECK
from tests.building import EVENT, talk
from tests.conftest import run

if TYPE_CHECKING:
    from tests.building import Build, Site

ROWS = {"notes-timeline": 2, "notes-topics": 4, "notes-speakers": 2}
BOOK = {"book_documents": [("index", "notes.pdf", "Notes", "Ann Lee", "manual")]}


def few() -> dict[str, str]:
    """Return two events with talks whose names need escaping, in several scripts."""
    autumn = EVENT.replace("PyCon", "<Bücher> & #1").replace("=====", "=" * 13)
    fields = (":Speakers: 山田 太郎, דוד כהן", ':Topics: <b>"&, C++, #[x], שלום')
    return {
        "pycon/index.rst": EVENT,
        "autumn/index.rst": autumn.replace("2013-03", "2012-07"),
        "pycon/talks/one.rst": talk("One", *fields),
        "autumn/talks/two.rst": talk("Two", ":Date: 2012-07-15", *fields),
    }


def many() -> dict[str, str]:
    """Return more events than a drawing has rows."""
    pages = {}
    for number in range(MOST_TIMES + 1):
        year = 2000 + number // 2
        title = f"Event {number:02}"
        pages[f"e{number}/index.rst"] = f"{title}\n========\n\n:Dates: {year}-05-01\n"
        pages[f"e{number}/talks/one.rst"] = talk(
            f"Talk {number}", f":Date: {year}-05-01", f":Topics: web, topic {number}"
        )
    return pages


def parsed(site: Site, name: str) -> Any:
    return lxml.html.document_fromstring(site.text(f"{name}.html"))


@pytest.mark.parametrize("theme", ["alabaster", "basic", "sphinx_rtd_theme", "eventnotes"])
def test_every_row_and_its_bars_lead_to_the_entry(build: Build, theme: str) -> None:
    site = build(few(), html_theme=theme)
    assert site.warnings == []
    for name, count in ROWS.items():
        page = parsed(site, name)
        (drawing,) = page.find_class("notes-drawing")
        rows = drawing.xpath(".//tbody/tr")
        assert len(rows) == count
        for row in rows:
            label, bars = row.xpath(".//a")
            assert label.get("href") == bars.get("href")
            assert bars.get("tabindex") == "-1"
            (entry,) = page.xpath("//dt[@id=$id]", id=label.get("href")[1:])
            assert entry.find_class("notes-term")[0].text_content() == label.text_content()
            (title,) = bars.xpath("./svg[@role='img']/title")
            assert title.text_content().startswith(f"{label.text_content()} – ")
        assert drawing.xpath(".//@style | .//script | .//@id") == []


def test_years_lead_to_their_first_event(build: Build) -> None:
    site = build(many())
    page = parsed(site, "notes-timeline")
    links = site.links("notes-timeline.html", "//*[@class='notes-drawing']//th/a")
    assert list(links) == [str(year) for year in range(2000, 2013)]
    for year, url in links.items():
        (entry,) = page.xpath("//dt[@id=$id]", id=url[1:])
        (heading,) = entry.xpath("./ancestor::section[1]/h2")
        assert heading.text_content() == year
        assert entry.xpath("count(preceding-sibling::dt)") == 0


def test_the_rest_is_counted(build: Build) -> None:
    (caption,) = parsed(build(many()), "notes-topics").xpath("//caption/text()")
    assert caption == "Talks by topic and year: the top 16, and 11 more below"


def test_an_edit_is_drawn(build: Build) -> None:
    build(few())
    site = build(few() | {"pycon/talks/more.rst": talk("More", ":Topics: C++")})
    words = parsed(site, "notes-topics").xpath("//figure//tbody/tr[1]//text()")
    assert [word for word in words if word.strip()] == [
        "C++",
        "C++ – <Bücher> & #1: 1, PyCon: 2",
        "3",
    ]


def test_an_epub_has_none(build: Build) -> None:
    site = build(few(), "epub")
    assert "<svg" not in site.text("notes-topics.xhtml")


@pytest.mark.skipif(
    not EPUBCHECK.exists() and "CI" not in os.environ, reason="EPUBCheck is not installed"
)
def test_an_epub_with_their_styles_is_valid(build: Build) -> None:
    site = build(few(), "epub", copyright="2013, Ann Lee", version="1")
    done = run("java", "-jar", EPUBCHECK, site.app.outdir / "Notes.epub")
    assert done.returncode == 0, done.stdout


def test_a_book_prints_them_with_links_to_its_entries(build: Build) -> None:
    site = build(few(), "bookpdf", **BOOK)
    assert not site.warnings
    reader = PdfReader(Path(site.app.outdir, "notes.pdf"))
    (page,) = (one for one in reader.pages if "Talks by event and month" in one.extract_text())
    assert page.extract_text().count("PyCon") >= 2
    own = [
        annotation.get_object()["/Dest"]
        for annotation in cast("list[Any]", page["/Annots"])
        if "/Dest" in annotation.get_object()
    ]
    here = [dest for dest in own if _page(reader, dest) == page.indirect_reference]
    assert len(here) == ROWS["notes-timeline"]


def _page(reader: PdfReader, dest: Any) -> Any:
    return dest[0] if not isinstance(dest, str) else reader.named_destinations[dest]["/Page"]


def test_a_book_of_one_event_draws_no_other(build: Build) -> None:
    pages = few() | {"index.rst": "Notes\n=====\n\n.. toctree::\n   :glob:\n\n   pycon/**\n"}
    site = build(pages, "bookpdf", **BOOK)
    text = site.text("notes.typ")
    assert "Talks by event" not in text
    assert "[Talks by topic and month]" in text
    assert text.count("(100%,), [1])") == ROWS["notes-topics"]
