"""One order of talks in pages, menus and books: by day as held, then as listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.building import EVENT, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.building import Build, Site

TREE = "\n.. toctree::\n   :glob:\n\n   talks/*\n   exhibitors/*\n"
FRONT = "Notes\n=====\n\n.. toctree::\n   :maxdepth: 2\n\n   pycon/index\n   oscon/index\n   end\n"
PAGES = {
    "index.rst": FRONT,
    "pycon/index.rst": EVENT + TREE,
    "pycon/talks/ants.rst": talk("Ants", ":Date: 2013-03-17"),
    "pycon/talks/bees.rst": talk("Bees", ":Date:"),
    "pycon/talks/cats.rst": talk("Cats", ":Date: 2013-03-16"),
    "pycon/talks/dogs.rst": talk("Aardvarks", ":Date: 2013-03-16"),
    "pycon/talks/eels.rst": talk("Eels", ":Date: 2013-03-15"),
    "pycon/exhibitors/zoo.rst": "Zoo\n===\n\nA point.\n",
    "pycon/exhibitors/ark.rst": "Ark\n===\n\nA point.\n",
    "oscon/index.rst": EVENT.replace("PyCon", "OSCon").replace("2013", "2012") + TREE,
    "oscon/talks/one.rst": talk("One", ":Date: 2012-03-16"),
    "oscon/talks/two.rst": talk("Two", ":Date: 2012-03-15"),
    "end.rst": "End\n===\n\nA point.\n",
}
HELD = ["Eels", "Cats", "Aardvarks", "Ants", "Bees"]
LISTED = ["Ants", "Bees", "Cats", "Aardvarks", "Eels"]
SITE = ["PyCon", *HELD, "Ark", "Zoo", "OSCon", "Two", "One", "End"]
WORD = re.compile("|".join(sorted(SITE, key=len, reverse=True)))


def found_in(text: str) -> list[str]:
    """Return the titles in *text* in the order of their first mention."""
    return list(dict.fromkeys(WORD.findall(text)))


def in_page(site: Site, name: str = "index.html") -> list[str]:
    return list(site.links(name, "//*[contains(@class, 'toctree-wrapper')]//a"))


def in_latex(site: Site) -> list[str]:
    text = site.text("notes.tex")
    return re.findall(r"\\(?:chapter|(?:sub)*section|paragraph)\{([\w-]+)\}", text)


def in_typst(site: Site) -> list[str]:
    text = site.text("Notes.typ")
    return re.findall(r"^#section\(.*?\)\[([\w-]+)\]", text, re.MULTILINE)


def in_one_page(site: Site) -> list[str]:
    return [
        name for name in re.findall(r"<h\d>([\w-]+)<", site.text("index.html")) if name in SITE
    ]


def in_epub(site: Site) -> list[str]:
    with ZipFile(site.app.outdir / "Notes.epub") as archive:
        return found_in(archive.read("nav.xhtml").decode())


BUILDERS: dict[str, Callable[[Site], list[str]]] = {
    "html": in_page,
    "latex": in_latex,
    "bookpdf": in_typst,
    "singlehtml": in_one_page,
    "epub": in_epub,
}
BOOKS = {
    "latex_documents": [("index", "notes.tex", "Notes", "Ann Lee", "manual")],
    "book_documents": [("index", "Notes.pdf", "Notes", "Ann Lee", "manual")],
    "epub_basename": "Notes",
    "version": "1",
    "suppress_warnings": ["epub.unknown_project_files"],
}


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(("order", "talks"), [("date", HELD), ("toctree", LISTED)])
def test_talks_of_the_whole_site(build: Build, builder: str, order: str, talks: list[str]) -> None:
    site = build(PAGES, builder, eventnotes_order=order, **BOOKS)
    place = SITE.index("Eels")
    found = [one for one in BUILDERS[builder](site) if one in SITE]
    assert found[place : place + len(talks)] == talks
    if order == "date":
        assert found == SITE


def test_book_after_a_new_date(build: Build) -> None:
    """The book is assembled from doctrees on disk, also of pages that were not read again."""
    site = build(PAGES)
    assert in_page(site) == SITE
    changed = {"index.rst": FRONT, "pycon/talks/cats.rst": talk("Cats", ":Date: 2013-03-17")}
    moved = ["PyCon", "Eels", "Aardvarks", "Ants", "Cats", "Bees", *SITE[6:]]
    assert in_latex(build(changed, "latex", **BOOKS)) == moved
    changed["pycon/talks/cats.rst"] = PAGES["pycon/talks/cats.rst"]
    assert in_latex(build(changed, "latex", **BOOKS)) == SITE


def test_toctree_of_several_kinds_keeps_the_places_of_others(build: Build) -> None:
    names = ["talks/ants", "exhibitors/zoo", "self", "talks/cats", "talks/eels"]
    tree = "\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    site = build(PAGES | {"pycon/index.rst": EVENT + tree})
    assert site.app.env.toctree_includes["pycon/index"] == [
        "pycon/talks/eels",
        "pycon/exhibitors/zoo",
        "pycon/talks/cats",
        "pycon/talks/ants",
    ]


def test_numbers_follow_the_order(build: Build) -> None:
    numbered = FRONT.replace("   :maxdepth: 2\n", "   :maxdepth: 2\n   :numbered:\n")
    site = build(PAGES | {"index.rst": numbered})
    numbers = {name: site.app.env.toc_secnumbers[name][""] for name in site.app.env.toc_secnumbers}
    assert numbers["pycon/talks/eels"] == (1, 1)
    assert numbers["pycon/talks/ants"] == (1, 4)


@pytest.mark.parametrize("theme", ["eventnotes", "alabaster", "sphinx_rtd_theme"])
def test_next_and_previous_go_through_the_whole_site(build: Build, theme: str) -> None:
    site = build(PAGES, html_theme=theme)
    titles = {str(title.astext()): name for name, title in site.app.env.titles.items()}
    walk = ["index", *(titles[name] for name in SITE)]
    for place, name in enumerate(walk):
        text = site.text(f"{name}.html")
        for rel, to in (("prev", place - 1), ("next", place + 1)):
            found = re.search(rf'<link[^>]* rel="{rel}"[^>]*>|<link rel="{rel}"[^>]*>', text)
            if 0 <= to < len(walk):
                assert found, (name, rel)
                assert f"{walk[to].rsplit('/')[-1]}.html" in found[0]
            else:
                assert not found, (name, rel)


def test_menu_lists_events_and_talks_in_the_same_order(build: Build) -> None:
    site = build(PAGES, html_theme="eventnotes")
    menu = "//nav[@id='navigation']//a"
    assert found_in(" ".join(site.links("pycon/talks/cats.html", menu))) == [
        one for one in SITE if one not in {"One", "Two"}
    ]
