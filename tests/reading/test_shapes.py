"""Collections in the shapes that people give them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import SpeakersIndex
from eventnotes.records.model import Talk
from eventnotes.search.pages import SearchPage
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from tests.building import Site

    Shape = Callable[[str], Site]

# By folder: the pages of talks with title, day and speakers.
SHAPES = {
    "shapes": {
        "2016/autumn-days/arch": ("Arches", "2016-05-05", ("Eva Gil",)),
        "2016/autumn-days/auth": ("Authors", "", ("Fay Hill",)),
        "2016/autumn-days/bad": ("Bad", "", ()),
        "2016/autumn-days/front": ("From the Front", "2016-05-04", ("Di Fox",)),
        "2016/autumn-days/link": ("Link", "", ("Gus Ito",)),
        "2016/autumn-days/list": ("List", "", ("Hal Jay",)),
        "2016/autumn-days/loop": ("Loops", "", ("Ira Kent",)),
        "2016/autumn-days/mike": ("Microphones", "", ("Jo Lund",)),
        "2016/autumn-days/meta": ("Meters", "2016-05-06", ("Kim Moe",)),
        "SpringCon2013/a": ("All of Wool", "", ("Ann Lee", "Bob Ray")),
        "SpringCon2013/b": ("Looms", "2013-07-03", ("Cy Dee", "Bo Ek")),
    },
    "sections": {
        "days/autumn#a-opening": ("A. Opening", "", ()),
        "days/autumn#b-felt": ("B. Felt", "", ("Bo Ek",)),
        "meetups/2014-05-06-wool-and-wine#warp": ("Warp", "2014-05-06", ("Di Fox",)),
        "meetups/2014-05-06-wool-and-wine#weft": ("Weft", "2014-05-06", ("Cy Dee",)),
        "spring_2013#looms": ("Looms", "2013-03-15", ("A. Lee", "Bo Ek")),
        "spring_2013#yarn": ("Yarn", "2013-03-15", ("Cy Dee",)),
    },
}


@pytest.fixture
def shape(make_app: Callable[..., SphinxTestApp], tmp_path: Path) -> Shape:
    """Return a function that builds the collection of a name in ``tests/roots``."""
    from tests.building import Site

    def build_shape(name: str) -> Site:
        app = make_app("html", srcdir=ROOT / f"tests/roots/test-{name}", builddir=tmp_path)
        app.build()
        return Site(app)

    return build_shape


def talks(site: Site) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    domain = NotesDomain.of(site.app.env)
    return {
        one.key: (domain.title(one), one.dates.iso if one.dates else "", one.speakers)
        for one in domain.records.values()
        if isinstance(one, Talk)
    }


@pytest.mark.parametrize("name", SHAPES)
def test_talks(shape: Shape, name: str) -> None:
    assert talks(shape(name)) == SHAPES[name]


def test_what_a_page_shows(shape: Shape) -> None:
    site = shape("shapes")
    archive = NotesDomain.of(site.app.env).archive
    assert [(one.title, one.dates and one.dates.iso) for one in archive.events] == [
        ("Spring Con 2013", "2013-07-01/2013-07-07"),  # the year is that of its title
        ("autumn days 2016", None),  # without a page, named after its folder
    ]
    assert site.links("SpringCon2013/a.html", '//p[starts-with(., "By")]/a') == {
        "Ann Lee": "../notes-speakers.html#ann-lee",
        "Bob Ray": "../notes-speakers.html#bob-ray",
    }
    event = '//*[contains(@class, "field-list")]//a'
    shown = site.links("2016/autumn-days/loop.html", event)
    assert shown == {"autumn days 2016": "../../notes-timeline.html#2016-autumn-days"}
    assert 'id="2016-autumn-days"' in site.text("notes-timeline.html")
    (problem,) = [line for line in site.warnings if "bad-front-matter" in line]
    assert problem.startswith("2016/autumn-days/bad.md:3: WARNING: the front matter is not valid")
    assert not [line for line in site.warnings if "bad.md" in line and "missing-field" in line]
    assert not [line for line in site.warnings if "raw-markup" in line]  # of a line break


def test_a_talk_that_is_a_section(shape: Shape) -> None:
    """Links, indices, related talks, search, feeds and data lead to the section."""
    site = shape("sections")
    assert [line for line in site.warnings if "missing-field" not in line] == []
    anchor = "spring_2013.html#looms"
    assert site.links("index.html", '//div[@itemprop="articleBody"]//p/a')["Looms"] == anchor
    assert site.links("notes-speakers.html", "//main//li/a|//dd//a")["Looms"] == anchor
    assert site.links("notes-timeline.html", "//dd//a|//li/a")["Looms"] == anchor
    assert site.links("notes-topics.html", "//dd//a|//li/a")["Looms"] == anchor
    assert f'href="{anchor}"' in site.text("genindex.html")
    assert f"https://example.org/{anchor}" in site.text("feeds/all.xml")
    assert f"https://example.org/{anchor}" in site.text("calendars/spring_2013.ics").replace(
        "\r\n ", ""
    )
    (looms,) = [
        one for one in json.loads(site.text("notes.json"))["talks"] if one["title"] == "Looms"
    ]
    assert (looms["url"], looms["page"], looms["event"]) == (anchor, "spring_2013", "spring_2013")
    page = SearchPage.from_json(script(site.text("_search/text/spring_2013.html.js")))
    assert page.facets["speaker"] == ("A. Lee", "Bo Ek", "Cy Dee")
    assert ("looms", "Looms") in [(one.anchor, one.heading) for one in page.sections]


def script(text: str) -> str:
    """Return the JSON in a script of the search."""
    return text.partition(",")[2].rstrip()[:-1]


def test_the_fields_of_a_section(shape: Shape) -> None:
    site = shape("sections")
    fields = '//section[@id="looms"]/dl//a'
    shown = site.links("spring_2013.html", fields)
    assert shown["A. Lee"] == "notes-speakers.html#a-lee"
    assert "Spring Meeting 2013" not in shown  # the page is the event's


def test_one_talk_in_a_book(shape: Shape) -> None:
    site = shape("sections")
    domain = NotesDomain.of(site.app.env)
    (entry,) = [
        entry
        for _, entries in SpeakersIndex(domain).generate(["spring_2013"])[0]
        for entry in entries
        if entry.name == "Yarn"
    ]
    assert (entry.docname, entry.anchor) == ("spring_2013", "yarn")
