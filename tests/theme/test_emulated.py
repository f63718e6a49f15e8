"""Forced colours, reduced motion and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.search.asking import DONE, ask, status

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TALK = "conferences/pycon_2013/talks/python_profiling.html"


def test_colours_that_are_forced_leave_everything_to_be_seen(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(served + TALK)
    edge = "one => { const style = getComputedStyle(one); return style.borderTopStyle; }"
    # What is otherwise marked only by colour has a border.
    for name in [".wy-side-nav-search", ".rst-footer-buttons a", ".field-list"]:
        assert page.locator(name).first.evaluate(edge) == "solid", name
    page.locator(".wy-menu-vertical a").first.focus()
    assert page.locator(".wy-menu-vertical a").first.evaluate(
        "one => getComputedStyle(one).outlineStyle === 'solid'"
    )
    ask(page, served, "profiling")
    mark = page.locator("#search mark").first
    assert mark.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    context.close()


def test_nothing_moves_for_those_who_wish_it(browser: Browser, served: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(served + TALK)
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(scrolling) == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.transitionDuration !== "0s" || style.animationName !== "none";
    }).length"""
    assert page.evaluate(moving) == 0
    context.close()


def test_without_the_network_what_is_loaded_goes_on(
    page: Page, served: str, faults: list[str]
) -> None:
    ask(page, served, "profiling")
    page.context.set_offline(True)
    page.locator("#search input").fill("profilin")
    page.locator("#search .results a", has_text="Python Profiling").first.wait_for()
    page.locator("#search input").fill("zamboni")
    page.locator("#search .status", has_text="network").wait_for()
    assert page.locator("#search .results li").count() == 0
    # Back online, the query is repeated automatically.
    page.context.set_offline(False)
    page.locator("#search .results a", has_text="Large Django").first.wait_for()
    page.wait_for_function(DONE)
    assert "found" in status(page)
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in faults)
    faults.clear()


def test_without_the_network_the_field_says_so(page: Page, served: str, faults: list[str]) -> None:
    page.goto(served + TALK)
    page.context.set_offline(True)
    page.keyboard.press("/")
    page.keyboard.type("zamboni")
    message = "document.querySelector('#rtd-search-form input').validationMessage"
    page.wait_for_function(f"() => {message}.includes('network')")
    page.context.set_offline(False)
    page.keyboard.press("Backspace")
    page.locator("dialog .results a", has_text="Large Django").first.wait_for()
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in faults)
    faults.clear()
