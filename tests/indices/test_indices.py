"""The four indices: their pages, their links and how books print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from tests.building import EVENT, inventory, talk

if TYPE_CHECKING:
    from tests.building import Build, Site

PAGES = {
    "pycon/index.rst": EVENT,
    "oscon/index.rst": EVENT.replace("PyCon", "OSCon").replace("2013-03", "2012-07"),
    "pycon/talks/one.rst": talk("One", ":Speaker: Łucja Żak and Bo Ek", ":Topics: typing"),
    "pycon/talks/two.rst": talk(
        "Two", ":Date: 2013-03-16", ":Speaker: Bo Ek", ":Topics: Django", body=":py:mod:`_thread`"
    ),
    "oscon/talks/lamp.rst": talk(
        "Lamp", ":Date: 2012-07-15", ":Speaker: Guido van Rossum", body=":py:mod:`django.db`"
    ),
    "topics.rst": "Topics\n======\n\nDjango\n   A framework.\ntyping\n   What a type is.\n",
    "page.rst": "Page\n====\n\n:ref:`modindex` :ref:`these <modindex>` :ref:`notes-timeline`\n",
    "python.inv": inventory("_thread library/_thread.html"),
    "django.inv": inventory("django.db db.html"),
}
SETTINGS = {
    "intersphinx_mapping": {
        "python": ("https://docs.python.org/3/", "python.inv"),
        "django": ("https://django.example/", "django.inv"),
    }
}
PYTHON = "https://docs.python.org/3/library/"
NAMES = ["speakers", "timeline", "topics", "modules"]


def tree(site: Site, name: str) -> Any:
    return lxml.html.document_fromstring(site.text(f"{name}.html"))


def rows(site: Site, name: str) -> dict[str, list[str]]:
    """Return the words of an index: those of each heading with those of its rows."""
    found: dict[str, list[str]] = {}
    for head in tree(site, f"notes-{name}").xpath("//section[@aria-labelledby]//dt"):
        below = head.xpath("./following-sibling::dd[1]//li")
        found[_words(head)] = [_words(row) for row in below]
    return found


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_speakers_by_family_name(build: Build) -> None:
    assert rows(build(PAGES, **SETTINGS), "speakers") == {
        "Ek, Bo with Łucja Żak": ["2013-03-15 One PyCon", "2013-03-16 Two PyCon"],
        "van Rossum, Guido": ["2012-07-15 Lamp OSCon"],
        "Żak, Łucja with Bo Ek": ["2013-03-15 One PyCon"],
    }


def test_timeline_by_event_and_day(build: Build) -> None:
    site = build(PAGES, **SETTINGS)
    assert rows(site, "timeline") == {
        "OSCon 2012-07-15/2012-07-17, Santa Clara": ["2012-07-15 Lamp Guido van Rossum"],
        "PyCon 2013-03-15/2013-03-17, Santa Clara": [
            "2013-03-15 One Łucja Żak, Bo Ek",
            "2013-03-16 Two Bo Ek",
        ],
    }
    assert tree(site, "notes-timeline").xpath("//h2/text()") == ["2012", "2013"]


def test_topics_with_their_meaning(build: Build) -> None:
    assert rows(build(PAGES, **SETTINGS), "topics") == {
        "Django A framework.": ["2013-03-16 Two PyCon"],
        "typing What a type is.": ["2013-03-15 One PyCon"],
    }


def test_modules_of_two_kinds(build: Build) -> None:
    site = build(PAGES, **SETTINGS)
    assert rows(site, "modules") == {
        "django.db third party documentation": ["Lamp"],
        "_thread standard library documentation": ["Two"],
    }
    links = tree(site, "notes-modules").xpath("//dt/a")
    assert [(one.get("href"), one.get("aria-label")) for one in links] == [
        ("https://django.example/db.html#module-django.db", "django.db: documentation"),
        (f"{PYTHON}_thread.html#module-_thread", "_thread: documentation"),
    ]


def test_a_module_without_documentation_has_no_link(build: Build) -> None:
    pages = PAGES | {"page.rst": "Page\n====\n\n:py:mod:`fakenet` :py:mod:`distutils`\n"}
    site = build(pages, nitpicky=True, nitpick_ignore=[("py:mod", "fakenet")], **SETTINGS)
    assert rows(site, "modules") == {
        "distutils standard library": ["Page"],
        "django.db third party documentation": ["Lamp"],
        "fakenet third party": ["Page"],
        "_thread standard library documentation": ["Two"],
    }
    assert [line.partition("WARNING: ")[2] for line in site.warnings] == [
        "py:mod reference target not found: distutils [ref.mod]"
    ]
    assert tree(site, "page").xpath("//code/parent::a") == []


def test_an_edited_inventory_is_read_again(build: Build) -> None:
    build(PAGES, **SETTINGS)
    site = build({"django.inv": inventory("django.db elsewhere.html")}, **SETTINGS)
    address = "https://django.example/elsewhere.html#module-django.db"
    assert address in tree(site, "notes-modules").xpath("//dt/a/@href")
    assert tree(site, "oscon/talks/lamp").xpath("//a[code]/@href") == [address]


@pytest.mark.parametrize("name", NAMES)
def test_page_is_well_formed_and_styled(build: Build, name: str) -> None:
    page = tree(build(PAGES, **SETTINGS), f"notes-{name}")
    assert len(page.xpath("//h1")) == 1
    ids = [str(one) for one in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    jumps = page.xpath("//nav[@aria-label='Jump to']//a/@href")
    assert [f"#{one}" for one in page.xpath("//h2/@id")] == jumps
    assert all(one in ids for one in page.xpath("//@aria-labelledby"))
    assert len(page.xpath("//link[contains(@href, '_static/notes.css')]")) == 1
    assert page.xpath("//section//*[@style] | //style") == []


def test_links_have_targets(build: Build) -> None:
    site = build(PAGES, **SETTINGS)
    for name in NAMES:
        for url in tree(site, f"notes-{name}").xpath("//section//a/@href"):
            page, _, anchor = str(url).partition("#")
            if "//" not in page and anchor:
                there = tree(site, (page or f"notes-{name}.html").removesuffix(".html"))
                assert there.xpath("//*[@id=$anchor]", anchor=anchor), url


def test_modindex_is_the_notes_module_index(build: Build) -> None:
    site = build(PAGES, nitpicky=True, **SETTINGS)
    assert site.warnings == []
    links = tree(site, "page").xpath("//p/a[contains(@class, 'internal')]")
    assert [(one.get("href"), one.text_content()) for one in links][:3] == [
        ("notes-modules.html", "Module Index"),
        ("notes-modules.html", "these"),
        ("notes-timeline.html", "Timeline"),
    ]
    assert "py-modindex" not in site.text("page.html")


def test_modindex_is_sphinx_s_without_mentions(build: Build) -> None:
    pages = {
        "page.rst": "Page\n====\n\n:ref:`modindex`\n\n.. py:module:: ours\n",
    }
    assert 'href="py-modindex.html"' in build(pages).text("page.html")
    assert 'href="notes-modules.html"' in build(PAGES, **SETTINGS).text("page.html")


def test_empty_collection_has_no_indices(build: Build) -> None:
    site = build({"page.rst": "Page\n====\n"})
    assert site.warnings == []
    assert list(site.app.outdir.glob("notes-*.html")) == []


def test_book_prints_all_four_with_pages(build: Build) -> None:
    site = build(PAGES, "latex", latex_domain_indices=True, **SETTINGS)
    text = site.text("notes.tex")
    titles = re.findall(r"\\renewcommand\{\\indexname\}\{(.*?)\}", text)
    assert titles == ["Speakers", "Timeline", "Topics", "Module Index", "Index"]
    labels = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text))
    indices = text[text.index(r"\begin{sphinxtheindex}") :]
    leads = re.findall(r"\\sphinxstyleindexpageref\{(.*?):\\detokenize\{(.*?)\}\}", indices)
    assert len(leads) == len(re.findall(r"\\sphinxstyleindexentry", indices))
    assert {f"{page}:{anchor}" for page, anchor in leads} <= labels
    for words in ("Żak, Łucja", "OSCon", "What a type is.", r"\_thread"):
        assert words in indices


def test_split_book_prints_its_own_part(build: Build) -> None:
    documents = [("pycon/index", "pycon.tex", "P", "", "manual")]
    pages = PAGES | {"pycon/index.rst": EVENT + "\n.. toctree::\n   :glob:\n\n   talks/*\n"}
    site = build(pages, "latex", latex_documents=documents, **SETTINGS)
    text = site.text("pycon.tex")
    assert "Ek, Bo" in text
    assert "Rossum" not in text


def test_related_talks(build: Build) -> None:
    pages = PAGES | {
        "oscon/talks/types.rst": talk("Types", ":Date: 2012-07-16", ":Topics: typing"),
    }
    one = tree(build(pages, **SETTINGS), "pycon/talks/one")
    (nav,) = one.xpath("//nav[@aria-label='Related talks']")
    assert [_words(item) for item in nav.xpath("./h2")] == [
        "Also by the speakers",
        "On the same topics",
    ]
    assert [_words(item) for item in nav.xpath(".//li")] == ["Two, PyCon", "Types, OSCon"]
    lamp = tree(build(pages, **SETTINGS), "oscon/talks/lamp")
    assert lamp.xpath("//nav[@aria-label='Related talks']") == []
    quiet = build(pages, eventnotes_related=0, **SETTINGS)
    assert "Related talks" not in quiet.text("pycon/talks/one.html")
