"""The search of the real site finds each talk, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote, urlsplit

import pytest

from tests.site.records import Talk, talks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def search(page: Page, address: str, query: str) -> list[str]:
    """Return the docnames of the results for *query*, best first."""
    page.goto(f"{address}search.html?q={quote_plus(query)}")
    page.wait_for_function(
        "document.querySelector('#search .status')?.textContent.match(/found|Nothing|near/)"
    )
    more = page.get_by_role("button", name="More results")
    while more.is_visible():
        more.click()
        page.wait_for_load_state("networkidle")
    hrefs = page.eval_on_selector_all(
        "#search .results > li > h2 > a", "links => links.map(link => link.href)"
    )
    paths = [unquote(urlsplit(href).path) for href in hrefs]
    root = unquote(urlsplit(address).path)
    return [path.removeprefix(root).removesuffix(".html") for path in paths]


def queries(talk: Talk) -> list[str]:
    return [talk.title, *talk.speakers, talk.term]


def test_search_finds_each_talk(page: Page, address: str, build_dir: Path) -> None:
    wanted = talks(build_dir)
    assert wanted
    missed = [
        f"{talk.docname}: {query}"
        for talk in wanted
        for query in queries(talk)
        if talk.docname not in search(page, address, query)
    ]
    assert missed == []


def test_search_finds_a_talk_first_by_its_title(page: Page, served: str, build_dir: Path) -> None:
    first = {talk.title: search(page, served, talk.title)[:1] for talk in talks(build_dir)}
    assert first == {talk.title: [talk.docname] for talk in talks(build_dir)}


def test_search_box_of_the_front_page(page: Page, address: str, build_dir: Path) -> None:
    talk = talks(build_dir)[-1]
    page.goto(address + "index.html")
    page.locator("#rtd-search-form input[name=q]").fill(talk.title)
    link = page.locator("dialog.finder .results").get_by_role("link", name=talk.title).first
    link.click()
    assert unquote(urlsplit(page.url).path).endswith(f"{talk.docname}.html")


def test_search_without_results_says_so(page: Page, address: str) -> None:
    assert search(page, address, "zyzzyxqua") == []


def test_a_section_called_search_is_no_search_page(page: Page, site: Path) -> None:
    page.goto((site / "conferences/oscon_2012/talks/large_scale_django_mozilla.html").as_uri())
    page.wait_for_load_state("networkidle")
    section = page.locator("section#search")
    assert section.locator("h2").inner_text().startswith("Search")
    assert section.locator("li").count() > 0
    assert section.locator("input").count() == 0
