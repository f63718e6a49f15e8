"""All pages in a browser, on a wide screen and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.site.pages import Page

# Elements that overflow the window. The theme hides the page's scroll bar, so each element is
# checked, except those in scrollable boxes such as code.
OVERFLOW = """
() => {
  const scrolls = (box) => box && (/auto|scroll/.test(getComputedStyle(box).overflowX)
                                   || scrolls(box.parentElement.closest("[role=main] *")));
  return [...document.querySelectorAll("[role=main] *, footer *")]
    .filter((box) => box.getBoundingClientRect().right > innerWidth + 1 && !scrolls(box))
    .map((box) => `${box.tagName} ${box.textContent.trim().slice(0, 60)}`);
}
"""


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_fit_and_load_only_from_the_site(
    browser: Browser, pages: dict[str, Page], address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: set[str] = set()
    errors: list[str] = []
    too_wide = {}
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    here = [name for name, page in pages.items() if not page.has_moved()]
    for name in here:
        page.goto(address + name)
        if over := page.evaluate(OVERFLOW):
            too_wide[name] = over
    context.close()
    assert len(asked) > len(here) > 50
    assert {url for url in asked if not url.startswith((address, "data:"))} == set()
    assert errors == []
    assert too_wide == {}


def test_the_phone_menu_opens(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "index.html")
    side = page.get_by_role("navigation", name="Navigation menu", exact=True)
    assert not side.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert side.is_visible()
    context.close()
