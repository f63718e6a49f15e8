"""The roles, by file name, path, id, title and name, in reStructuredText and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

import lxml.html
import pytest

from tests.building import EVENT, talk

if TYPE_CHECKING:
    from tests.building import Build, Site

PAGES = {
    "pycon/index.rst": EVENT,
    "pycon/talks/ducks.rst": talk("Naming of Ducks", ":Topics: typing", ":Id: first/ducks"),
}
WAYS = [
    ("talk", "ducks", "pycon/talks/ducks.html#naming-of-ducks", "Naming of Ducks"),
    ("talk", "pycon/talks/ducks", "pycon/talks/ducks.html#naming-of-ducks", "Naming of Ducks"),
    ("talk", "first/ducks", "pycon/talks/ducks.html#naming-of-ducks", "Naming of Ducks"),
    ("talk", "naming of DUCKS", "pycon/talks/ducks.html#naming-of-ducks", "Naming of Ducks"),
    ("talk", "those birds <ducks>", "pycon/talks/ducks.html#naming-of-ducks", "those birds"),
    ("event", "pycon", "pycon/index.html#pycon", "PyCon"),
    ("event", "PyCon", "pycon/index.html#pycon", "PyCon"),
    ("speaker", "Ann Lee", "notes-speakers.html#ann-lee", "Ann Lee"),
    ("speaker", "ANN  LEE", "notes-speakers.html#ann-lee", "Ann Lee"),
    ("topic", "Typing", "notes-topics.html#typing", "typing"),
]


def link(site: Site, page: str) -> tuple[str, str]:
    """Return the target and text of the only link in the last paragraph of a page."""
    tree: Any = lxml.html.document_fromstring(site.text(page))
    (found,) = tree.xpath("//*[@role='main']//p[starts-with(., 'See ')]/a")
    return str(found.get("href")), str(found.text_content())


@pytest.mark.parametrize(("role", "target", "url", "text"), WAYS)
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_role_leads_to(
    build: Build, suffix: str, role: str, target: str, url: str, text: str
) -> None:
    marked = f":notes:{role}:" if suffix == "rst" else f"{{notes:{role}}}"
    heading = "Page\n====\n" if suffix == "rst" else "# Page\n"
    pages = {**PAGES, f"page.{suffix}": f"{heading}\nSee {marked}`{target}`.\n"}
    site = build(pages, extensions=["myst_parser"], nitpicky=True)
    assert site.warnings == []
    assert link(site, "page.html") == (url, text)


@pytest.mark.parametrize(
    ("role", "target", "message"),
    [
        ("talk", "dukcs", "no talk is called 'dukcs': did you mean 'ducks'?"),
        ("speaker", "Ann Le", "no speaker is called 'Ann Le': did you mean 'Ann Lee'?"),
        ("topic", "typign", "no topic is called 'typign': did you mean 'typing'?"),
        ("event", "ducks", "no event is called 'ducks': use the name on its page"),
        ("talk", "pycon", "no talk is called 'pycon': use the name on its page"),
    ],
)
def test_suggestion_for_unknown(build: Build, role: str, target: str, message: str) -> None:
    site = build({**PAGES, "page.rst": f"Page\n====\n\nSee :notes:{role}:`{target}`.\n"})
    assert site.warnings == [f"page.rst:4: WARNING: {message} [eventnotes.unknown-reference]"]
    assert f'See <span class="xref notes notes-{role}">{target}</span>' in site.text("page.html")


TWINS = {
    "a/index.rst": EVENT,
    "b/index.rst": EVENT.replace("PyCon", "OSCon"),
    "a/talks/keynote.rst": talk("Opening of A"),
    "b/talks/keynote.rst": talk("Opening of B"),
}


@pytest.mark.parametrize("event", ["a", "b"])
def test_nearest_of_two_talks_is_used(build: Build, event: str) -> None:
    other = talk("Other", body="See :notes:talk:`keynote`.")
    site = build({**TWINS, f"{event}/talks/other.rst": other})
    assert site.warnings == []
    wanted = f"Opening of {event.upper()}"
    assert link(site, f"{event}/talks/other.html")[1] == wanted


def test_two_equally_near_are_ambiguous(build: Build) -> None:
    site = build({**TWINS, "page.rst": "Page\n====\n\nSee :notes:talk:`keynote`.\n"})
    assert site.warnings == [
        "page.rst:4: WARNING: 'keynote' is ambiguous, it can be a/talks/keynote or "
        "b/talks/keynote: use the path of the page [eventnotes.ambiguous-reference]"
    ]


def test_any_role_finds_talks(build: Build) -> None:
    site = build({**PAGES, "page.rst": "Page\n====\n\nSee :any:`ducks`.\n"})
    assert site.warnings == []
    assert link(site, "page.html")[1] == "Naming of Ducks"


def test_fields_are_linked_with_any_quotes_and_dashes(build: Build) -> None:
    fields = (
        ':Speakers: Miles O\'Brien, Ann "Ace" Lee',
        ":Topics: don't repeat yourself, divide -- conquer, and so on...",
    )
    site = build({"pycon/index.rst": EVENT, "pycon/talks/one.rst": talk("One", *fields)})
    links = site.links("pycon/talks/one.html", "//dl[contains(@class, 'field-list')]//a")
    assert {text: urldefrag(address).url for text, address in links.items()} == {
        "PyCon": "../index.html",
        "Miles O’Brien": "../../notes-speakers.html",
        "Ann “Ace” Lee": "../../notes-speakers.html",
        "don’t repeat yourself": "../../notes-topics.html",
        "divide – conquer": "../../notes-topics.html",
        "and so on…": "../../notes-topics.html",
    }
