"""The general index: one entry for each talk, event, speaker and topic, in one spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
from sphinx.environment.adapters.indexentries import IndexEntries

from eventnotes.text.general_index import Groups, Ordering
from tests.building import EVENT, talk

if TYPE_CHECKING:
    from tests.building import Build, Site

Entries = dict[str, tuple[list[str], dict[str, list[str]]]]


def index(site: Site) -> Entries:
    """Return the terms and subterms of the built page with their links."""
    tree: Any = lxml.html.document_fromstring(site.text("genindex.html"))
    found: Entries = {}
    for item in tree.xpath("//table[contains(@class, 'genindextable')]/tr/td/ul/li"):
        below = {_text(one): _links(one) for one in item.xpath("./ul/li")}
        assert _text(item) not in found
        found[_text(item)] = (_links(item), below)
    return found


def _text(item: Any) -> str:
    return " ".join("".join(item.xpath("./text() | ./a[1]//text()")).split()).rstrip(" ,")


def _links(item: Any) -> list[str]:
    return [str(url) for url in item.xpath("./a/@href")]


TWO = {
    "pycon/index.rst": EVENT,
    "pycon/talks/one.rst": talk("One", ":Speaker: Łukasz Langa", ":Topics: testing, typing"),
    "pycon/talks/two.rst": talk("Two; and More", ":Speaker: Lukasz Langa", ":Topics: Testing"),
}


def test_everything_is_in_it_once(build: Build) -> None:
    site = build(TWO)
    one, two = "pycon/talks/one.html#one", "pycon/talks/two.html#two-and-more"
    assert site.warnings == []
    assert index(site) == {
        "Langa, Łukasz": ([], {"One": [one], "Two, and More": [two]}),
        "One": ([one], {}),
        "PyCon": (["pycon/index.html#pycon"], {}),
        "Testing": ([], {"One": [one], "Two, and More": [two]}),
        "Two, and More": ([two], {}),
        "typing": ([one], {}),
    }


def test_own_entries_take_the_same_spelling(build: Build) -> None:
    own = ".. index::\n   single: Typing\n   single: Café; menu\n   see: mypy; TYPING\n\n"
    more = ".. index::\n   single: cafe\n   single: Café; Menu\n   single: Café; menu\n\n"
    site = build({**TWO, "a.rst": f"{own}A\n=\n", "b.rst": f"{more}B\n=\n"})
    terms = index(site)
    assert terms["typing"] == ([], {"A": ["a.html#a"], "One": ["pycon/talks/one.html#one"]})
    menu = {"menu (A)": ["a.html#a"], "menu (B)": ["b.html#b"]}
    assert terms["Café"] == (["b.html#b"], menu)
    assert terms["mypy"] == ([], {"see typing": ["#T"]})
    assert {"Typing", "cafe", "TYPING"}.isdisjoint(terms)


def test_significant_signs_are_kept(build: Build) -> None:
    own = ".. index::\n   single: C\n   single: C++\n   single: C#\n\n"
    site = build({"a.rst": f"{own}A\n=\n"})
    assert list(index(site)) == ["C", "C#", "C++"]


def test_entry_before_a_heading_points_to_it(build: Build) -> None:
    page = """\
.. index::
   single: top

.. index:: twice

Title
=====

Text with an :index:`inline` entry.

.. index:: within

A paragraph.

.. index::
   single: part

Part
----

Text.

.. index:: deeper
.. comment

.. _label:

Part of Part
~~~~~~~~~~~~
"""
    site = build({"a.rst": page, "b.rst": "B\n=\n\n:ref:`label`\n"})
    assert site.warnings == []
    terms = {term: links for term, (links, _below) in index(site).items()}
    assert terms["top"] == terms["twice"] == ["a.html#title"]
    assert terms["part"] == ["a.html#part"]
    assert terms["deeper"] == ["a.html#part-of-part"]
    ids = {link.split("#")[1] for links in terms.values() for link in links}
    tree: Any = lxml.html.document_fromstring(site.text("a.html"))
    assert ids <= {str(one) for one in tree.xpath("//@id")}
    (inline,) = tree.xpath(f"//p[*[@id='{terms['inline'][0].split('#')[1]}']]")
    assert "inline" in inline.text_content()


def test_repeated_headings_are_distinct(build: Build) -> None:
    part = ".. index:: {0}\n\nPart\n----\n\n.. index:: {0} below\n\nSame\n~~~~\n\n"
    site = build({"a.rst": "A\n=\n\n" + part.format("first") + part.format("second")})
    tree: Any = lxml.html.document_fromstring(site.text("a.html"))
    links = [link for links, _below in index(site).values() for link in links]
    assert len(set(links)) == 4
    headings = [tree.xpath("//*[@id=$one]/*[1]", one=link.split("#")[1]) for link in links]
    assert [one.text_content() for (one,) in headings] == ["Part¶", "Same¶", "Part¶", "Same¶"]


def test_letters_ignore_leading_punctuation(build: Build) -> None:
    own = (
        '.. index::\n   single: "quoted"\n   single: `ticks`\n   single: Zoo\n   single: Éclair\n'
    )
    own += "   single: .vimrc\n   single: 2to3\n   single: __init__()\n\n"
    site = build({"a.rst": f"{own}A\n=\n"})
    tree: Any = lxml.html.document_fromstring(site.text("genindex.html"))
    letters = [heading.text_content() for heading in tree.xpath("//*[@role='main']//h2 | //h2")]
    wanted = ["Symbols", "E", "I", "Q", "T", "V", "Z"]
    assert [letter for letter in letters if letter in wanted] == wanted
    assert list(index(site)) == [
        "2to3", "Éclair", "__init__()", '"quoted"', "`ticks`", ".vimrc", "Zoo",
    ]  # fmt: skip


OURS = {"html_theme": "eventnotes"}
MIXED = """\
.. index::
   single: Testing; zeal
   single: Testing; a habit
   seealso: Testing; typing
   see: checks; Testing
   see: nowhere; gone
   single: attic
   single: twice

A
=

Two
---

.. index::
   single: twice

Three
-----
"""
TITLES = {
    "pycon/index.rst": EVENT,
    "pycon/talks/a.rst": talk("The Art of Tests", ":Topics: testing"),
    "pycon/talks/b.rst": talk("A Better Way", ":Topics: testing"),
    "pycon/talks/c.rst": talk("A", ":Topics: testing"),
    "own.rst": MIXED,
}


def listed(site: Site) -> list[Any]:
    """Return the items of our theme's index, with those below their terms."""
    tree: Any = lxml.html.document_fromstring(site.text("genindex.html"))
    items: list[Any] = tree.xpath("//ul[contains(@class, 'genindextable')]//li")
    return items


def test_titles_are_sorted_without_their_article(build: Build) -> None:
    names = list(index(build(TITLES)))
    letters = ["A", "The Art of Tests", "attic", "A Better Way", "checks"]
    assert [name for name in names if name in letters] == letters
    site = build(TITLES, language="de")
    names = list(index(site))
    letters = ["A", "A Better Way", "attic", "checks", "The Art of Tests"]
    assert [name for name in names if name in letters] == letters


def test_topics_come_before_titles_and_see_also_last(build: Build) -> None:
    order = ["a habit", "zeal", "A", "The Art of Tests", "A Better Way", "see also typing"]
    assert [*index(build(TITLES))["testing"][1]] == order
    items = {one.text_content().split("\n")[0]: one for one in listed(build(TITLES, **OURS))}
    assert [bool(items[name].xpath("./a/em")) for name in order] == [False] * 2 + [True] * 3 + [
        False
    ]


def test_cross_references_lead_to_their_term(build: Build) -> None:
    assert index(build(TITLES))["checks"] == ([], {"see testing": ["#T"]})
    site = build(TITLES, **OURS)
    tree: Any = lxml.html.document_fromstring(site.text("genindex.html"))
    (link,) = tree.xpath("//li[em='see ']/a")
    assert link.text == "testing"
    (term,) = tree.xpath("//*[@id=$one]", one=link.get("href").removeprefix("#"))
    assert term.text_content().startswith("testing")
    assert "see gone" in [one.text_content() for one in listed(site)]


def test_cross_references_of_a_split_index_lead_to_the_whole(build: Build) -> None:
    site = build(TITLES, html_split_index=True, **OURS)
    tree: Any = lxml.html.document_fromstring(site.text("genindex-C.html"))
    (link,) = tree.xpath("//li[em='see ']/a")
    page, _hash, anchor = link.get("href").partition("#")
    assert page == "genindex-all.html"
    whole: Any = lxml.html.document_fromstring(site.text(page))
    assert whole.xpath("//*[@id=$one]", one=anchor)[0].text_content().startswith("testing")


def test_several_places_on_a_page_are_numbered(build: Build) -> None:
    (item,) = [one for one in listed(build(TITLES, **OURS)) if one.text_content().endswith("[2]")]
    first, second = item.xpath("./a")
    assert first.text_content() == "A"
    assert second.get("aria-label") == "A [2]"


def test_own_labels_come_last() -> None:
    groups: Groups = [("A", [("a", ([], [], None))]), ("Own", [("aa", ([], [], "Own"))])]
    groups.append(("B", [("b", ([], [("z", []), ("É", [])], None))]))
    ordered = Ordering("en", {}).sorted(groups)
    assert [label for label, _terms in ordered] == ["A", "B", "Own"]
    assert ordered[1][1][0][1][1] == [("É", []), ("z", [])]


def test_book_has_every_entry(build: Build) -> None:
    own = ".. index:: Typing\n\nA\n=\n"
    site = build({**TWO, "a.rst": own}, "latex")
    text = site.text("notes.tex")
    page = text[text.index("{One}") : text.index("{Two; and More}")]
    assert r"\index{One@\spxentry{One}}" in page
    assert r"\index{Langa, Łukasz@\spxentry{Langa, Łukasz}!One@\spxentry{One}}" in page
    assert r"\index{Testing@\spxentry{Testing}!One@\spxentry{One}}" in page
    assert text.count(r"\index{typing@\spxentry{typing}}") == 2
    assert r"\index{Typing" not in text


def test_edits_leave_nothing_behind(build: Build) -> None:
    build(TWO)
    changed = {**TWO, "pycon/talks/two.rst": talk("Third", ":Speaker: Bo Ek", ":Topics: typing")}
    site = build(changed)
    one, two = "pycon/talks/one.html#one", "pycon/talks/two.html#third"
    assert index(site) == {
        "Ek, Bo": ([two], {}),
        "Langa, Łukasz": ([one], {}),
        "One": ([one], {}),
        "PyCon": (["pycon/index.html#pycon"], {}),
        "testing": ([one], {}),
        "Third": ([two], {}),
        "typing": ([], {"One": [one], "Third": [two]}),
    }


def test_parallel_build_is_the_same(build: Build) -> None:
    # Sphinx reads in several processes from six pages on.
    pages = TWO | {f"pycon/talks/t{n}.rst": talk(f"T{n}", ":Topics: typing") for n in range(8)}
    serial = build(pages)
    first = IndexEntries(serial.app.env).create_index(serial.app.builder)
    for page in pages:
        (serial.app.srcdir / page).touch()
    (serial.app.doctreedir / "environment.pickle").unlink()
    parallel = build(pages, parallel=2)
    assert IndexEntries(parallel.app.env).create_index(parallel.app.builder) == first
    entries = parallel.app.env.domains.index_domain.entries
    assert list(entries) == sorted(entries)
