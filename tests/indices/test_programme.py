"""The programme that an event's page shows in place of its toctree of talks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import lxml.html
import pytest

from tests.building import EVENT, talk
from tests.reading.test_order import BOOKS

if TYPE_CHECKING:
    from tests.building import Build, Site

TREE = "\n.. toctree::\n   :glob:\n\n   talks/*\n"
FILM = ":Video: `film <https://video.test/w?v=1>`__"
PAGES = {
    "pycon/index.rst": EVENT + TREE,
    "pycon/talks/ants.rst": talk(
        "Ants & 'bees'", ":Date: 2013-03-16", ":Speakers: Ann Lee, Łucja Żak", ":Topics: web, C++"
    ),
    "pycon/talks/cats.rst": talk("Cats", ":Speakers: Bo Ek et al.", FILM),
    "pycon/talks/dogs.rst": talk("Dogs", ":Date: 2013-03-15/2013-03-16", ":Video: none was made"),
}
FRIDAY, SATURDAY = "Friday, March 15, 2013", "Saturday, March 16, 2013"


def page(site: Site, name: str = "pycon/index.html") -> Any:
    return lxml.html.document_fromstring(site.text(name).encode())


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def shown(tree: Any) -> list[list[str]]:
    """Return the lines of each talk of all programmes, the days among them."""
    days, talks = "//p[contains(@class,'notes-day')]", "//*[contains(@class,'notes-pro')]/li"
    found = tree.xpath(f"{days}|{talks}")
    return [[words(line) for line in node] if len(node) else [words(node)] for node in found]


@pytest.mark.parametrize("theme", ["eventnotes", "alabaster", "sphinx_rtd_theme", "basic"])
def test_days_with_talks_speakers_topics_and_recordings(build: Build, theme: str) -> None:
    site = build(PAGES, html_theme=theme)
    assert shown(page(site)) == [
        [FRIDAY],
        ["Cats Recording", "Bo Ek, et al."],
        ["Dogs", "Ann Lee"],
        [SATURDAY],
        ["Ants & ‘bees’", "Ann Lee, Łucja Żak", "web, C++"],
    ]
    assert site.links("pycon/index.html", "//ul[contains(@class,'notes-programme')]//a") == {
        "Cats": "talks/cats.html",
        "Bo Ek": "../notes-speakers.html#bo-ek",
        "Dogs": "talks/dogs.html",
        "Ann Lee": "../notes-speakers.html#ann-lee",
        "Ants & ‘bees’": "talks/ants.html",
        "Łucja Żak": "../notes-speakers.html#lucja-zak",
        "web": "../notes-topics.html#web",
        "C++": "../notes-topics.html#c-plus-plus",
    }
    assert not page(site).xpath(
        "//div[@role='main' or self::main]//*[contains(@class,'toctree-l')]"
    )


@pytest.mark.parametrize(
    ("dates", "days", "headings"),
    [
        ("2013-03-15/2013-03-17", ["2013-03-16", "2013-03-16"], [SATURDAY]),
        ("2013-03-15/2013-03-17", ["2013-03-16", ""], [SATURDAY, "No date"]),
        ("2013-03-15/2013-03-17", ["", ""], []),
        ("2013-03-15", ["2013-03-15", "2013-03-15"], []),
        ("", ["2013-03-15", "2013-03-15"], []),
        ("", ["2013-03-15", "2013-03-16"], [FRIDAY, SATURDAY]),
    ],
)
def test_headings_only_for_several_days(
    build: Build, dates: str, days: list[str], headings: list[str]
) -> None:
    pages = {f"pycon/talks/{day}{n}.rst": talk("A", f":Date: {day}") for n, day in enumerate(days)}
    event = EVENT.replace("2013-03-15/2013-03-17", dates)
    site = build({"pycon/index.rst": event + TREE, **pages})
    lines = shown(page(site))
    assert [line for (line, *_) in lines if line != "A"] == headings
    assert len(lines) == len(headings) + 2


@pytest.mark.parametrize(
    ("language", "day"), [("de", "Freitag, 15. März 2013"), ("fr", "vendredi 15 mars 2013")]
)
def test_days_in_the_language_of_the_site(build: Build, language: str, day: str) -> None:
    assert shown(page(build(PAGES, language=language)))[0] == [day]


def test_what_else_a_toctree_lists_stays(build: Build) -> None:
    names = "   exhibitors/zoo\n   Felines <talks/cats>\n   talks/dogs\n"
    tree = f"\n.. toctree::\n   :caption: Both\n\n{names}"
    hidden = "\n.. toctree::\n   :hidden:\n\n   talks/ants\n"
    zoo = {"pycon/exhibitors/zoo.rst": "Zoo\n===\n\nA point.\n"}
    site = build(PAGES | zoo | {"pycon/index.rst": EVENT + tree + hidden})
    assert [lines[0] for lines in shown(page(site))] == [FRIDAY, "Felines Recording", "Dogs"]
    listed = "//div[contains(@class,'toctree-wrapper')]//a"
    assert site.links("pycon/index.html", listed) == {"Zoo": "exhibitors/zoo.html"}
    assert words(page(site)).count("Both") == 1


def test_search_finds_talks_by_their_own_pages(build: Build) -> None:
    site = build(PAGES, html_theme="eventnotes")
    texts = {
        file.name: file.read_text("utf-8")
        for file in site.app.outdir.rglob("_search/**/*")
        if file.is_file() and "Łucja" in file.read_text("utf-8")
    }
    assert texts
    assert not [name for name, text in texts.items() if "Friday" in text]


def test_event_without_a_toctree(build: Build) -> None:
    site = build(PAGES | {"pycon/index.rst": EVENT})
    assert shown(page(site)) == []


def test_event_as_front_page_keeps_its_toctree(build: Build) -> None:
    """Sphinx reads the contents of an EPUB from the front page."""
    site = build(PAGES, "epub", root_doc="pycon/index", **BOOKS)
    with ZipFile(site.app.outdir / "Notes.epub") as archive:
        assert "talks/cats.xhtml" in archive.read("nav.xhtml").decode()


def test_epub(build: Build) -> None:
    tree = page(build(PAGES, "epub", **BOOKS), "pycon/index.xhtml")
    assert shown(tree)[:2] == [[FRIDAY], ["Cats Recording", "Bo Ek, et al."]]


def test_page_is_written_again_for_a_new_spelling_at_another_event(build: Build) -> None:
    """Its talks are written again, and by Sphinx's own rule the pages that list them."""
    others = {
        f"oscon/talks/{n}.rst": talk(f"Talk {n}", ":Speaker: Ann Leé", ":Date: 2012-07-17")
        for n in range(2)
    }
    old = {name: text.replace("Leé", "Lee") for name, text in others.items()}
    event = EVENT.replace("PyCon", "OSCon").replace("2013-03", "2012-07")
    build({**PAGES, "oscon/index.rst": event + TREE, **old}, "epub", **BOOKS)
    site = build(others, "epub", **BOOKS)
    assert ["Dogs", "Ann Leé"] in shown(page(site, "pycon/index.xhtml"))


PRINTED = {
    "latex": [
        "\\subsubsection*{Friday, March 15, 2013}",
        "{\\hyperref[\\detokenize{pycon/talks/cats::doc}]{",
        "Bo Ek",
        ", et al.",
        "Ann Lee",
        "\\subsubsection*{Saturday, March 16, 2013}",
        "\\section{Cats}",
    ],
    "bookpdf": [
        "#rubric[Friday, March 15, 2013]",
        "[#to(<pycon.talks.cats>)[Cats], #emph[",
        "Bo Ek",
        ", et al.",
        "#rubric[Saturday, March 16, 2013]",
        "[Cats]",
    ],
    "text": [FRIDAY, "Cats", "Bo Ek", SATURDAY],
}
FILES = {"latex": "notes.tex", "bookpdf": "Notes.typ", "text": "pycon/index.txt"}


@pytest.mark.parametrize("builder", PRINTED)
def test_books_begin_an_event_with_its_programme(build: Build, builder: str) -> None:
    front = "Notes\n=====\n\n.. toctree::\n\n   pycon/index\n"
    site = build({"index.rst": front, **PAGES}, builder, **BOOKS)
    text, position = site.text(FILES[builder]), 0
    for part in PRINTED[builder]:
        assert part in text[position:], (part, text[position : position + 2000])
        position = text.index(part, position) + len(part)
    assert site.warnings == []


def test_book_with_a_hidden_toctree(build: Build) -> None:
    event = EVENT + TREE.replace(":glob:", ":glob:\n   :hidden:")
    front = "Notes\n=====\n\n.. toctree::\n\n   pycon/index\n"
    text = build({"index.rst": front, **PAGES, "pycon/index.rst": event}, "latex", **BOOKS).text(
        FILES["latex"]
    )
    assert "\\section{Cats}" in text
    assert FRIDAY not in text


def test_whole_site_on_one_page(build: Build) -> None:
    site = build(PAGES, "singlehtml")
    assert [lines[0] for lines in shown(page(site, "index.html"))] == [
        FRIDAY,
        "Cats Recording",
        "Dogs",
        SATURDAY,
        "Ants & ‘bees’",
    ]
