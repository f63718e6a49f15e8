"""Query the search in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

DONE = """() => { const status = document.querySelector("#search .status");
  return status && status.textContent && status.textContent !== "Searching…"; }"""
RESULTS = "#search .results > li > h2 > a"


def ask(page: Page, address: str, text: str, more: str = "") -> list[str]:
    """Return the addresses that the search page lists for *text*, from the site's root."""
    page.goto(f"{address}search.html?q={quote(text)}{more}")
    page.wait_for_function(DONE)
    found = page.eval_on_selector_all(RESULTS, "links => links.map(link => link.href)")
    root = unquote(urlsplit(address).path)
    return [unquote(urlsplit(one).path).removeprefix(root) for one in found]


def ask_again(page: Page, text: str) -> list[str]:
    """Return the results for *text* on the open search page."""
    page.evaluate("() => { document.querySelector('#search .status').textContent = ''; }")
    page.locator("#search input").fill(text)
    page.wait_for_function(DONE)
    found = page.eval_on_selector_all(RESULTS, "links => links.map(link => link.href)")
    return [unquote(urlsplit(one).path) for one in found]


def status(page: Page) -> str:
    """Return the status text of the search page."""
    return page.locator("#search .status").inner_text()
