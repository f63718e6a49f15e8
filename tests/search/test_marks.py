"""What was searched for is marked on the page that a result leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.search.asking import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARKS = "[role=main] mark.found"
TALKS = "conferences/pycon_2013/talks/"


def follow(page: Page, address: str, text: str) -> list[str]:
    """Follow the first result for *text* and return what is marked on its page."""
    ask(page, address, text)
    page.locator("#search .results > li a").first.click()
    page.locator(MARKS).first.wait_for()
    return page.locator(MARKS).all_inner_texts()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("chainmap", {"ChainMap", "ChainMaps"}),
        ("monkeypatch", {"Monkey patch"}),
        ("monkey patch", {"Monkey", "patch"}),
        ("wifi router", {"Wi-Fi", "routers"}),
        ("Lukasz", {"Łukasz"}),
        ("$HOME", {"$HOME"}),
        ("c++", {"C"}),
    ],
)
def test_the_words_are_marked_as_they_were_found(
    page: Page, address: str, text: str, marked: set[str]
) -> None:
    assert set(follow(page, address, text)) == marked


def test_the_address_of_a_marked_page_is_its_own(page: Page, address: str) -> None:
    ask(page, address, "trailing comma")
    page.locator("#search .results ul a", has_text="comma").first.click()
    page.locator(MARKS).first.wait_for()
    assert page.url == f"{address}{TALKS}the_naming_of_ducks.html#consistent-style"
    assert page.locator("html").get_attribute("style") is None


def test_marks_are_in_the_text_only_and_leave_it_as_it_was(page: Page, address: str) -> None:
    page.goto(f"{address}{TALKS}python_profiling.html")
    before = page.locator("[role=main]").inner_html()
    follow(page, address, "profiling")
    assert page.locator("mark").count() == page.locator(MARKS).count()
    assert page.locator(".side mark, .headerlink mark, script mark").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("mark, .unmark").count() == 0
    assert page.locator("[role=main]").inner_html() == before


def test_a_button_hides_the_marks(page: Page, address: str) -> None:
    follow(page, address, "profiling")
    page.get_by_role("button", name="Hide search matches").click()
    assert page.locator("mark, .unmark").count() == 0


def test_a_result_on_the_same_page_is_marked_there(page: Page, address: str) -> None:
    page.goto(f"{address}{TALKS}python_profiling.html")
    page.keyboard.press("/")
    page.keyboard.type("monkeypatch")
    page.locator("dialog.finder .results ul a").first.click()
    page.locator(MARKS, has_text="Monkey patch").wait_for()
    assert page.url.endswith("python_profiling.html#new-relic")
    assert page.locator("dialog[open]").count() == 0


def test_without_a_match_there_is_nothing_to_hide(page: Page, address: str) -> None:
    page.goto(f"{address}{TALKS}python_profiling.html?highlight=zyzzyxqua")
    page.wait_for_function("() => window.eventnotesMarks")
    assert page.locator("mark, .unmark").count() == 0
    assert page.url.endswith("python_profiling.html")


@pytest.mark.parametrize("text", ["<b>x</b>", "((", "\\", "%", " ", "a" * 3000, "[role=main]"])
def test_any_address_is_harmless(page: Page, served: str, text: str) -> None:
    page.goto(f"{served}{TALKS}python_profiling.html?highlight={quote(text)}")
    page.wait_for_function("() => window.eventnotesMarks")
    assert page.locator("h1").inner_text().startswith("Python Profiling")


def test_a_result_of_filters_alone_marks_nothing(page: Page, served: str) -> None:
    page.goto(f"{served}{TALKS}python_profiling.html")
    page.keyboard.press("/")
    page.locator("dialog.finder summary").click()
    choice = page.locator("dialog.finder select[name=speaker]")
    choice.locator("option", has_text="Amjith").wait_for(state="attached")
    choice.select_option("Amjith Ramanujam")
    page.locator("dialog.finder .results a", has_text="Python Profiling").first.click()
    page.wait_for_function("() => window.eventnotesMarks")
    assert page.locator("mark, dialog[open]").count() == 0
