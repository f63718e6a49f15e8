"""All internal links have a target, and all pages are reachable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.pages import Page

# An address in a style sheet.
CSS_URL = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""")
# The indices on the front page. The search has its own test.
INDICES = {
    "genindex.html",
    "notes-modules.html",
    "notes-speakers.html",
    "notes-timeline.html",
    "notes-topics.html",
}
# An external address.
OUTSIDE = re.compile(r"(?:https?:)?//")


def test_a_page_for_each_source(pages: dict[str, Page]) -> None:
    sources = sorted(ROOT.glob("conferences/**/*.rst"))
    assert sources
    wanted = {file.relative_to(ROOT).with_suffix(".html").as_posix() for file in sources}
    wanted |= {"index.html", "credits.html", "CONTRIBUTING.html", "search.html"} | INDICES
    assert wanted - set(pages) == set()


def test_internal_links_and_anchors_resolve(site: Path, pages: dict[str, Page]) -> None:
    anchors = {name: page.anchors() for name, page in pages.items()}
    checked, broken = 0, []
    for page in pages.values():
        for path, fragment in page.links():
            checked += 1
            if path in pages:
                if fragment not in anchors[path]:
                    broken.append(f"{page.name}: no #{fragment} in {path}")
            elif not (site / path).is_file():
                broken.append(f"{page.name}: no {path}")
    assert checked > 1000
    assert broken == []


def test_every_page_is_reachable_from_the_front_page(pages: dict[str, Page]) -> None:
    reached, todo = {"index.html"}, ["index.html"]
    while todo:
        found = {path for path, _ in pages[todo.pop()].links() if path in pages} - reached
        reached |= found
        todo += found
    moved = {name for name, page in pages.items() if page.has_moved()}
    assert set(pages) - reached == moved


def test_front_page_parts_in_order(pages: dict[str, Page]) -> None:
    headings = pages["index.html"].tree.xpath("//*[@role='main']//*[self::h1 or self::h2]/text()")
    assert headings == ["Event Notes", "Conferences", "Credits", "Indices and tables"]


def test_the_indices_of_the_front_page_are_full(pages: dict[str, Page]) -> None:
    linked = [path for path, _ in pages["index.html"].links()]
    indices = [path for path in dict.fromkeys(linked) if path in INDICES]
    assert sorted(indices) == sorted(INDICES)
    for name in INDICES:
        led_to = {path for path, _ in pages[name].links() if path.startswith("conferences/")}
        assert len(led_to) > 20, name


def test_nothing_shown_comes_from_the_network(site: Path, pages: dict[str, Page]) -> None:
    fetched = {(page.name, url) for page in pages.values() for url in page.fetched()}
    assert len(fetched) > len(pages)
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        found = CSS_URL.findall(sheet.read_text("utf-8"))
        fetched |= {(sheet.name, url) for url in found}
    assert {item for item in fetched if OUTSIDE.match(item[1])} == set()
