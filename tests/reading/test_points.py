"""The addresses of points: from their own words, unique, and in every format."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zipfile import ZipFile

import lxml.etree
import lxml.html
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader

from eventnotes.reading.points import SHORTEST, addresses, code, shortest
from tests.building import EVENT, talk

if TYPE_CHECKING:
    from tests.building import Build

NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)  # ASCII's part of an XML name without colons
WORDS = st.sampled_from(["slow", "Überall", "кэш", "測試", "कि", "की", "C", "C#", "?!", "—", ""])
TEXTS = st.lists(st.lists(WORDS, max_size=4).map(" ".join) | st.text(max_size=20), max_size=12)


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_other_points_never_change_an_address(kept: list[str], more: list[str], any_: Any) -> None:
    everything = [*kept, *more]
    any_.shuffle(everything)
    codes = {code(text) for text in everything}
    assume(all(len(one) == SHORTEST for one in shortest(codes).values()))
    before = dict(zip(kept, addresses("tips", kept, ()), strict=True))
    after = dict(zip(everything, addresses("tips", everything, ()), strict=True))
    alone = {one for one in kept if [code(text) for text in everything].count(code(one)) == 1}
    assert {one: after[one] for one in alone} == {one: before[one] for one in alone}


@given(TEXTS)
def test_addresses_are_unique_and_valid_everywhere(texts: list[str]) -> None:
    found = addresses("tips", texts, ())
    assert len({*found}) == len(texts)
    for one in found:
        assert NAME.fullmatch(one)
        assert quote(one) == one
        assert one.startswith("tips.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Huge overhead", "huge   overhead!", True),
        ('"Don\'t run"', "“Don’t run”", True),
        ("Cafe\u0301", "Café", True),
        ("C", "C++", False),
        ("C", "C#", False),
        ("कि", "की", False),
        ("?", "!", False),
        ("Slow start", "Slow end", False),
    ],
)
def test_a_code_is_of_the_words(one: str, other: str, same: bool) -> None:
    assert (code(one) == code(other)) == same


def test_equal_points_are_numbered_and_ids_of_others_avoided() -> None:
    slow = addresses("tips", ["Slow"], ())[0]
    assert addresses("tips", ["Slow", "Fast", "slow!"], ())[::2] == [slow, f"{slow}.2"]
    assert addresses("tips", ["Slow"], [slow]) == [f"{slow}.2"]


def test_points_with_the_same_three_digits_have_more_in_any_order() -> None:
    seen: dict[str, str] = {}
    for number in count():
        text = f"point {number}"
        other = seen.setdefault(code(text)[:SHORTEST], text)
        if other != text:
            break
    both = addresses("tips", [text, other], ())
    assert both == addresses("tips", [other, text], ())[::-1]
    assert len({*both}) == 2
    assert min(map(len, both)) > len("tips.") + SHORTEST


BODY = """\
- First

  - Below

- .. _mine:

  Named

.. contents::

One
---
1. Numbered
2. Numbered

.. list-table::

   * - - In a table

測試
----
- 快取

One
---
- Under a repeated heading
"""
PAGES = {
    "pycon/index.rst": f"{EVENT}\n- At the event\n",
    "pycon/talks/one.rst": talk("Title", ":Topics: a", body=BODY),
    "pycon/talks/two.rst": talk(
        "Two", ":Speakers: - Ann Lee", body="See :ref:`it <mine>`.\n\n- x"
    ),
    "other.rst": "Other\n=====\n\n- Not of the notes\n",
}


def ids(text: str) -> dict[str, str]:
    """Return the ids of the list items on a page by their texts."""
    tree: Any = lxml.html.document_fromstring(text.encode())
    items = tree.xpath("//li[@id]")
    return {" ".join(one.text_content().split()): one.get("id") for one in items}


@pytest.mark.parametrize("theme", ["eventnotes", "alabaster", "sphinx_rtd_theme"])
def test_points_have_ids_in_every_theme(build: Build, theme: str) -> None:
    site = build(PAGES, html_theme=theme)
    assert site.warnings == []
    found = ids(site.text("pycon/talks/one.html"))
    assert {text: one.partition(".")[0] for text, one in found.items()} == {
        "First Below": "title",
        "Below": "title",
        "Named": "mine",
        "Numbered": "one",
        "In a table": "one",
        # An id such as id1 depends on the page's order: that of the section around is used.
        "快取": "title",
        "Under a repeated heading": "title",
    }
    assert found["Numbered"].endswith(".2")
    assert ids(site.text("other.html")) == {}
    event = ids(site.text("pycon/index.html"))["At the event"]
    assert event.startswith("pycon.")
    assert 'href="one.html#mine"' in site.text("pycon/talks/two.html")


def test_moved_points_and_any_number_of_processes_give_the_same_ids(build: Build) -> None:
    body = "- First\n- Second\n- Third"
    many = {f"pycon/talks/t{n}.rst": talk(f"T {n}", body=body) for n in range(12)}
    one = build(PAGES | many).text("pycon/talks/t7.html")
    many["pycon/talks/t7.rst"] = talk("T 7", body="- New\n- Third\n- First\n- Second")
    other = build(PAGES | many, parallel=3, freshenv=True)
    after = ids(other.text("pycon/talks/t7.html"))
    assert {text: after[text] for text in ids(one)} == ids(one)
    assert after.keys() - ids(one).keys() == {"New"}


def test_an_epub_has_the_ids(build: Build) -> None:
    site = build(PAGES, builder="epub", epub_basename="notes")
    with ZipFile(site.app.outdir / "notes.epub") as book:
        page: Any = lxml.etree.fromstring(book.read("pycon/talks/one.xhtml"))
    found = [str(one) for one in page.xpath("//*[local-name()='li']/@id")]
    assert "mine" in found
    assert len(found) == len({*found}) == 8
    assert all(map(NAME.fullmatch, found))


def test_the_book_labels_only_points_that_it_links_to(build: Build) -> None:
    documents = [("index", "book.pdf", "Notes", "Ann Lee", "manual")]
    site = build(PAGES, builder="bookpdf", book_documents=documents)
    labels = re.findall(r"#anchor <(.*?)>", site.text("book.typ"))
    assert [one for one in labels if "." in one.rpartition(":")[2] or "mine" in one] == [
        "pycon.talks.one:mine"
    ]
    assert "#to(<pycon.talks.one:mine>)" in site.text("book.typ")
    # Typst makes named destinations of headings only. If it does of points, too, label them all.
    named = PdfReader(site.app.outdir / "book.pdf").named_destinations
    assert "pycon.talks.one:one" in named
    assert "pycon.talks.one:mine" not in named
