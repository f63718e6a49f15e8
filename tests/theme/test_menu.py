"""The menu and the contents of a page: where the reader is, focus, and wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

TALK = "conferences/pycon_2013/talks/encapsulation_with_descriptors.html"
LAST = "conferences/pycon_2013/talks/why_you_should_use_python3_for_text_processing.html"
MENU = ".wy-menu-vertical"


def colours(text: str) -> list[tuple[float, ...]]:
    """Return the colours in a computed style."""
    found = [part.partition(")")[0] for part in text.split("rgb(")[1:]]
    return [tuple(float(one) for one in part.split(",")) for part in found]


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_the_menu_marks_the_section_that_is_read(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(address + LAST)
    assert page.locator(f"{MENU} a.here").count() == 0
    heading = page.locator("main section > h2").last
    heading.evaluate("one => one.scrollIntoView()")
    here = page.locator(f"{MENU} a.here")
    here.wait_for()
    assert here.inner_text() == heading.inner_text()
    # It is in view, below the header, which stays.
    box, header = here.bounding_box(), page.locator(".wy-side-nav-search").bounding_box()
    assert box
    assert header
    assert header["y"] == 0
    assert header["height"] <= box["y"] <= 600 - box["height"]
    page.goto(address + "index.html")
    assert page.evaluate("document.querySelector('.wy-side-scroll').scrollTop") == 0


def ring(link: Locator) -> float:
    """Return the contrast of a focused link's ring with the link's background, at its best."""
    style = link.evaluate(
        "one => { const style = getComputedStyle(one); let box = one, ground;"
        " do { ground = getComputedStyle(box).backgroundColor; box = box.parentNode; }"
        " while (ground === 'rgba(0, 0, 0, 0)');"
        " return [ground, style.outlineColor, style.boxShadow]; }"
    )
    (ground,) = colours(style[0])
    return max(contrast(ground, one) for one in colours(" ".join(style[1:])))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_every_background_of_the_menu(
    browser: Browser, served: str, scheme: str
) -> None:
    dark = scheme == "dark"
    context = browser.new_context(color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(served + TALK)
    grounds = set()
    for link in page.locator(f"{MENU} a").all():
        link.focus()
        page.keyboard.press("Shift")  # the focus is now the keyboard's
        assert ring(link) >= 3
        # Within the edges of the link, where nothing clips it.
        assert link.evaluate("one => parseFloat(getComputedStyle(one).outlineOffset)") < 0
        grounds.add(link.evaluate("one => getComputedStyle(one).backgroundColor"))
    assert len(grounds) >= 3
    context.close()


def test_the_manual_s_pages_stand_below_the_manual(page: Page, address: str) -> None:
    page.goto(address + "docs/settings.html")
    manual = page.locator(f"{MENU} li.toctree-l1.current")
    assert manual.locator("> a").inner_text() == "Manual"
    assert manual.locator("li.toctree-l2 > a").all_inner_texts()[:2] == ["The commands", "Layouts"]
    assert page.locator(f"{MENU} .caption").all_inner_texts() == ["INDICES AND SEARCH"]


def test_the_menu_opens_and_closes_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{TALK}")
    side = page.locator("#navigation")
    assert not side.is_visible()
    page.get_by_role("link", name="Menu", exact=True).click()
    assert side.is_visible()
    page.get_by_role("link", name="Close menu").click(position={"x": 20, "y": 300})
    assert not side.is_visible()
    context.close()


def test_the_menu_of_a_phone_closes_again(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{TALK}")
    button, side = page.get_by_role("button", name="Menu"), page.locator("#navigation")
    button.click()
    assert side.is_visible()
    page.keyboard.press("Escape")
    assert not side.is_visible()
    button.click()
    page.mouse.click(350, 400)
    assert not side.is_visible()
    button.click()
    side.get_by_role("link", name="Classic Solution").click()
    assert not side.is_visible()
    context.close()


def test_headings_are_read_without_their_links(page: Page, address: str) -> None:
    page.goto(address + TALK)
    page.get_by_role("heading", name="Assumptions", exact=True).wait_for()
    assert page.get_by_role("link", name="Link to this heading").count() == 0
    heading = page.locator("h2", has_text="Assumptions")
    heading.hover()
    assert heading.locator(".headerlink").evaluate("one => getComputedStyle(one).opacity") == "1"


def test_the_contents_stand_beside_the_page_on_a_wide_screen(page: Page, address: str) -> None:
    page.goto(address + TALK)
    column = page.locator(".wy-nav-content").bounding_box()
    contents = page.locator(".on-page")
    assert not contents.is_visible()
    page.set_viewport_size({"width": 1920, "height": 1000})
    assert page.locator(".wy-nav-content").bounding_box()["width"] == column["width"]  # type: ignore[index]
    contents.get_by_role("link", name="Descriptors!").wait_for()
    box = contents.bounding_box()
    assert box
    assert column
    assert box["x"] >= column["x"] + column["width"]
    # A page with few headings has none.
    page.goto(address + "credits.html")
    assert contents.count() == 0


def test_forced_colours_show_that_there_is_an_archived_copy(browser: Browser, served: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(served + TALK)
    mark = page.locator("a.notes-archived").first
    shown = (
        "one => getComputedStyle(one, '::before').content + getComputedStyle(one).backgroundImage"
    )
    assert mark.evaluate(shown).endswith("none")
    assert "↺" in mark.evaluate(shown)
    context.close()


def test_code_may_break_across_printed_pages(page: Page, address: str) -> None:
    page.goto(address + TALK)
    page.emulate_media(media="print")
    breaks = "one => getComputedStyle(one).breakInside"
    assert page.locator("div.highlight pre").first.evaluate(breaks) == "auto"
