"""Links to points, and keys, in a real browser."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PROFILING = "conferences/pycon_2013/talks/python_profiling.html"
SLOW, REAL = "Slow", "Not realistic"
SHOWN = "one => getComputedStyle(one).opacity !== '0'"
COPIED = "() => navigator.clipboard.readText()"
LINK = ".notes-point"
HELP = "dialog.notes-keys[open]"


def point(page: Page, text: str) -> Any:
    """Return the point of the page with exactly this *text*."""
    return page.locator("main li[id]", has=page.get_by_text(text, exact=True)).last


@pytest.fixture
def talk(page: Page, address: str) -> Page:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + PROFILING)
    point(page, SLOW).scroll_into_view_if_needed()
    return page


def test_a_point_shows_its_link_and_a_press_copies_the_address(talk: Page) -> None:
    link = talk.locator(LINK)
    assert link.count() == 1
    assert not link.evaluate(SHOWN)
    before = point(talk, SLOW).bounding_box()
    point(talk, SLOW).hover()
    assert link.evaluate(SHOWN)
    assert point(talk, SLOW).bounding_box() == before
    assert link.get_attribute("aria-label") == "Link to this point"
    assert point(talk, SLOW).inner_text() == SLOW, "the link adds to the text"
    place, scroll = talk.url, talk.evaluate("scrollY")
    link.click()
    talk.locator(".notes-status", has_text="Copied").wait_for(state="attached")
    copied = talk.evaluate(COPIED)
    assert re.fullmatch(re.escape(talk.url) + r"#tips\.\w{3}", copied)
    assert (talk.url, talk.evaluate("scrollY")) == (place, scroll), "the page has moved"
    # The link follows to another point, also after a key, and the address leads to the first one.
    talk.keyboard.press("?")
    talk.keyboard.press("Escape")
    point(talk, REAL).hover()
    assert link.get_attribute("href") != "#" + copied.partition("#")[2]
    talk.goto(copied)
    assert talk.evaluate("document.querySelector(':target').innerText") == SLOW
    style = "getComputedStyle(document.querySelector(':target')).outlineStyle"
    assert talk.evaluate(style) == "solid"


def test_the_public_address_is_copied_if_it_is_known(talk: Page) -> None:
    talk.evaluate(
        "document.head.insertAdjacentHTML('beforeend', '<link rel=canonical href=https://x.test/t>')"
    )
    point(talk, SLOW).hover()
    talk.locator(LINK).click()
    talk.locator(".notes-status", has_text="Copied").wait_for(state="attached")
    assert talk.evaluate(COPIED).startswith("https://x.test/t#tips.")


def test_without_a_clipboard_the_address_bar_has_the_address(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + PROFILING)
    point(page, SLOW).hover()
    page.locator(LINK).click()
    page.wait_for_url("**#tips.*")
    assert page.evaluate("document.querySelector(':target').innerText") == SLOW


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tips.zzz", "tips"),
        ("tips.zzz.2", "tips"),
        ("tips", "tips"),
        ("nowhere.zzz", "nowhere.zzz"),
        ("", ""),
    ],
)
def test_a_stale_address_lands_in_its_section(
    page: Page, address: str, asked: str, found: str
) -> None:
    page.goto(f"{address}{PROFILING}#{asked}")
    assert page.evaluate("location.hash") == (f"#{found}" if found else "")
    target = page.evaluate("document.querySelector(':target')?.id ?? ''")
    assert target == (found if found == "tips" else "")
    # A link on the page itself, too.
    page.evaluate("location.hash = 'new-relic.zzz'")
    page.wait_for_url("**#new-relic")


def test_the_keyboard_reaches_each_point_in_one_tab_stop(talk: Page) -> None:
    link = talk.locator(LINK)
    points = talk.locator("main li[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(points) > 40
    stops = talk.evaluate("document.querySelectorAll('main .notes-point').length")
    assert stops == 1
    talk.locator("#content").focus()
    for _ in range(20):
        talk.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    assert link.get_attribute("href") == f"#{points[0]}"
    assert link.evaluate(SHOWN)
    talk.keyboard.press("ArrowUp")
    for _ in range(3):
        talk.keyboard.press("ArrowDown")
    talk.keyboard.press("ArrowUp")
    # The pointer that lies somewhere does not take the link away.
    talk.locator("main li[id] p").nth(8).dispatch_event("pointerover")
    assert link.get_attribute("href") == f"#{points[2]}"
    assert link.evaluate("one => one === document.activeElement")
    talk.keyboard.press("Enter")
    talk.locator(".notes-status", has_text="Copied").wait_for(state="attached")
    assert talk.evaluate(COPIED).endswith(f"#{points[2]}")
    # A link in a point brings the link of that point.
    talk.locator("main li[id] a.reference").last.focus()
    assert link.evaluate("one => one.closest('li').matches(':focus-within')")


def test_text_is_selected_as_ever(talk: Page) -> None:
    point(talk, REAL).scroll_into_view_if_needed()
    box = point(talk, SLOW).bounding_box()
    other = point(talk, REAL).bounding_box()
    talk.mouse.move(box["x"] + 1, box["y"] + 10)
    talk.mouse.down()
    talk.mouse.move(other["x"] + 200, other["y"] + 10, steps=5)
    talk.mouse.up()
    assert talk.evaluate("getSelection().toString()").split("\n\n") == [SLOW, REAL]


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(served + PROFILING)
    yield page
    context.close()


def test_on_a_phone_a_tap_shows_the_link_and_another_copies(phone: Page) -> None:
    point(phone, SLOW).tap()
    assert phone.locator(LINK).evaluate(SHOWN)
    box = phone.locator(LINK).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] >= 0
    phone.locator(LINK).tap()
    phone.locator(".notes-status", has_text="Copied").wait_for(state="attached")
    assert "#tips." in phone.evaluate(COPIED)
    assert "#" not in phone.url


def test_j_and_k_turn_the_pages(page: Page, address: str) -> None:
    page.goto(address + PROFILING)
    to = page.locator("link[rel=next]").evaluate("one => one.href")
    page.keyboard.press("j")
    page.wait_for_url(to)
    page.keyboard.press("Shift+K")
    page.wait_for_url(address + PROFILING)


@pytest.mark.parametrize("key", ["Control+j", "Alt+j", "Meta+j", "x"])
def test_other_keys_do_nothing(page: Page, served: str, key: str) -> None:
    page.goto(served + PROFILING)
    page.evaluate("window.here = true")
    page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.here")
    assert page.locator(HELP).count() == 0


@pytest.mark.parametrize(
    "field", ["<input>", "<textarea></textarea>", "<div contenteditable>x</div>"]
)
def test_no_key_fires_in_fields(page: Page, served: str, field: str) -> None:
    page.goto(served + PROFILING)
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('afterbegin', '{field}')")
    page.evaluate("document.querySelector('main').firstElementChild.focus()")
    page.evaluate("window.here = true")
    for key in "jk?/":
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.here")
    assert page.locator("dialog[open]").count() == 0
    typed = "(document.activeElement.value ?? document.activeElement.textContent)"
    assert "jk?/" in page.evaluate(typed)


def test_the_help_names_the_keys_and_closes(page: Page, address: str) -> None:
    page.goto(address + PROFILING)
    assert page.locator(HELP).count() == 0
    page.keyboard.press("?")
    named = page.locator(f"{HELP} kbd").all_inner_texts()
    assert named == ["/", "J", "K", "↑ ↓", "?", "Esc"]
    # No key turns the page behind it.
    page.locator(f"{HELP} button", has_text="Close").focus()
    page.evaluate("window.here = true")
    page.keyboard.press("j")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.here")
    page.keyboard.press("Escape")
    assert page.locator(HELP).count() == 0
    page.locator("footer button", has_text="Keyboard shortcuts").click()
    page.locator(f"{HELP} button", has_text="Close").click()
    assert page.locator(HELP).count() == 0
    assert page.url == address + PROFILING


def test_the_keys_can_be_turned_off_for_good(page: Page, served: str) -> None:
    page.goto(served + PROFILING)
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    for place in [served + PROFILING, served + "index.html"]:
        page.goto(place)
        for key in "jk?/":
            page.keyboard.press(key)
        page.wait_for_load_state("networkidle")
        assert page.url == place
        assert page.locator("dialog[open]").count() == 0
        assert page.evaluate("document.activeElement === document.body")
    page.locator("footer button", has_text="Keyboard shortcuts").click()
    page.get_by_label("Use these keys").check()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.locator("dialog.finder[open]").wait_for()


def test_blocked_storage_ends_nothing(page: Page, served: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    )
    page.goto(served + PROFILING)
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator(HELP).count() == 0


def test_addresses_cost_little(site: Path) -> None:
    """The ids of points take at most a twentieth of the pages of notes, compressed or not."""
    pages = [file.read_bytes() for file in sorted((site / "conferences").rglob("*.html"))]
    without = [re.sub(rb'(?<=<li) id="[^"]+"', b"", page) for page in pages]
    assert without != pages
    for size in [len, lambda page: len(gzip.compress(page, 9))]:
        assert sum(map(size, pages)) <= 1.05 * sum(map(size, without))
    assert (ROOT / "eventnotes/theme/reading.js").stat().st_size <= 4600
