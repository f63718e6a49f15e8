"""The search's dialog by keyboard, over HTTP and from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

TALK = "conferences/pycon_2013/talks/python_profiling.html"
ACTIVE = "document.activeElement"


@pytest.fixture
def dialog(page: Page, address: str) -> Page:
    """Return the page of a talk with the results for "profil" in the dialog."""
    page.goto(address + TALK)
    page.keyboard.press("/")
    page.keyboard.type("profil")
    page.locator("dialog.finder .results a").first.wait_for()
    return page


@pytest.mark.parametrize("focused", ["input", ".results a", "summary", ".close"])
def test_escape_closes_at_the_first_press(dialog: Page, focused: str) -> None:
    dialog.locator(f"dialog.finder {focused}").first.focus()
    dialog.keyboard.press("Escape")
    assert dialog.locator("dialog[open]").count() == 0
    dialog.wait_for_function("() => !location.search")
    assert dialog.locator("[role=search] input").first.input_value() == ""


def test_escape_on_the_search_page_is_the_browser_s(page: Page, address: str) -> None:
    page.goto(f"{address}search.html?q=profil")
    page.locator("#search .results a").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#search input").input_value() == ""


def test_typing_goes_on_in_the_field(dialog: Page) -> None:
    dialog.keyboard.press("ArrowDown")
    assert dialog.evaluate(f"{ACTIVE}.matches('.results a')")
    dialog.keyboard.type("ing")
    assert dialog.locator("dialog.finder input").input_value() == "profiling"
    dialog.keyboard.press("ArrowDown")
    dialog.keyboard.press("Backspace")
    assert dialog.locator("dialog.finder input").input_value() == "profilin"


def test_shortcuts_on_a_result_stay_the_browser_s(dialog: Page) -> None:
    dialog.keyboard.press("ArrowDown")
    dialog.keyboard.press("Control+c")
    dialog.keyboard.press("Space")
    assert dialog.evaluate(f"{ACTIVE}.matches('.results a')")
    assert dialog.locator("dialog.finder input").input_value() == "profil"


def test_the_page_behind_stays_where_it_is(dialog: Page) -> None:
    dialog.mouse.move(20, 700)
    dialog.mouse.wheel(0, 400)
    dialog.mouse.move(640, 200)
    dialog.mouse.wheel(0, 4000)
    dialog.wait_for_function("() => document.querySelector('dialog.finder').scrollTop > 0")
    assert dialog.evaluate("scrollY") == 0
    dialog.keyboard.press("Escape")
    dialog.mouse.wheel(0, 400)
    dialog.wait_for_function("() => scrollY > 0")


def test_the_dialog_opens_as_a_page(dialog: Page, address: str) -> None:
    dialog.locator("dialog.finder summary").click()
    choice = dialog.locator("dialog.finder select[name=year]")
    choice.locator("option", has_text="2013").wait_for(state="attached")
    choice.select_option("2013")
    dialog.get_by_role("link", name="Open as a page").click()
    dialog.locator("#search .results a").first.wait_for()
    assert dialog.url.startswith(f"{address}search.html?")
    assert parse_qs(urlsplit(dialog.url).query) == {"q": ["profil"], "year": ["2013"]}
    assert dialog.locator("#search select[name=year]").input_value() == "2013"


@pytest.mark.parametrize("text", ["::", "++", "->", "🦆"])
def test_signs_alone_are_answered(page: Page, address: str, text: str) -> None:
    page.goto(address + TALK)
    page.keyboard.press("/")
    page.keyboard.insert_text(text)
    page.locator("dialog.finder .status", has_text="add a letter").wait_for()
