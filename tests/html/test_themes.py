"""Indices and related talks in other themes, as a browser renders them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from tests.building import EVENT, talk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.building import Build

THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"]
PAGES = {
    "e/index.rst": f"{EVENT}\n.. toctree::\n   :glob:\n\n   talks/*\n",
    **{
        f"e/talks/{name}.rst": talk(
            f"A Talk of Some Length About {name.title()}",
            ":Topics: networks, documentation",
            body="See `the slides <http://ann.net/slides>`__.\n\n"
            f".. index:: single: apple of {name}\n   single: another entry of {name}",
        )
        for name in ("north", "south", "west")
    },
}


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_pages_look_right(browser: Browser, build: Build, theme: str) -> None:
    # pydata_sphinx_theme adds to the list of the setting, which is shared by all builds.
    site = build(PAGES, html_theme=theme, templates_path=[])
    address = site.app.outdir.as_uri()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/notes-topics.html")
    styles = "all => [...new Set(all.map((one) => getComputedStyle(one).listStyleType))]"
    assert page.locator(".notes-index dl li").evaluate_all(styles) == ["none"]
    page.goto(f"{address}/e/talks/south.html")
    assert page.locator(".notes-related li").evaluate_all(styles) == ["disc"]
    assert gap_below(page) >= 16
    page.set_viewport_size({"width": 360, "height": 640})
    assert gap_below(page) >= 16
    page.goto(f"{address}/genindex.html")
    assert between_columns(page) >= 8
    page.close()


def gap_below(page: Page) -> float:
    """Return the space between the related talks and the links to other pages that follow."""
    found: float = page.evaluate("""() => {
      const related = document.querySelector(".notes-related ul:last-of-type");
      const end = related.getBoundingClientRect().bottom;
      const tops = [...document.querySelectorAll("[rel=next], .related-pages a, .right-next")]
        .map((one) => one.getBoundingClientRect().top).filter((top) => top >= end - 1);
      return Math.min(...tops, end + 99) - end;
    }""")
    return found


def between_columns(page: Page) -> float:
    """Return the least space between the words of the index's columns."""
    found: float = page.evaluate("""() => {
      const edges = [...document.querySelectorAll(".genindextable tr")].map((row) => {
        const [left, right] = [...row.cells].map((cell) => {
          const links = [...cell.querySelectorAll("a")];
          const boxes = links.flatMap((one) => [...one.getClientRects()]);
          const lefts = boxes.map((one) => one.left), rights = boxes.map((one) => one.right);
          return [Math.min(...lefts), Math.max(...rights)];
        });
        return right ? right[0] - left[1] : 99;
      });
      return Math.min(...edges);
    }""")
    return found


def test_searches_do_not_show_the_names_of_archived_copies(build: Build, theme: str) -> None:
    site = build(PAGES, html_theme=theme, templates_path=[])
    assert "web.archive.org" in site.text("e/talks/north.html")
    page: Any = lxml.html.document_fromstring(site.text("e/talks/north.html"))
    (paragraph,) = page.xpath("//p[contains(., 'See the slides')]")
    assert paragraph.text_content().replace("\xa0", "") == "See the slides."
