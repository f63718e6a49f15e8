"""All pages: no violation of the policy, small, accessible, and usable without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from eventnotes.html.outputs.headers import HEADERS, POLICY
from tests.conftest import ROOT
from tests.theme.axe import KINDS, TABLE, TALK, faults, looked_at, need_axe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

LONG = "conferences/pycon_2013/talks/why_you_should_use_python3_for_text_processing.html"


@pytest.fixture(scope="session")
def names(site: Path) -> list[str]:
    """Return the paths of all pages from the site's root, except redirects."""
    files = (
        file for file in site.rglob("*.html") if b'http-equiv="refresh"' not in file.read_bytes()
    )
    return sorted(file.relative_to(site).as_posix() for file in files)


def test_no_page_breaks_the_policy(page: Page, served: str, names: list[str]) -> None:
    assert len(names) > 40
    page.add_init_script(
        "window.breaches = [];"
        "addEventListener('securitypolicyviolation', e => breaches.push(e.violatedDirective))"
    )
    for name in names:
        answer = page.goto(served + name)
        assert answer
        assert answer.header_value("content-security-policy") == POLICY
        assert page.evaluate("breaches") == [], name


def test_the_headers_file_is_what_we_serve() -> None:
    page = (ROOT / "docs/hosting.rst").read_text("utf-8")
    hosts = page.split(".. code-block:: ")[1:]
    assert [one.partition("\n")[0] for one in hosts] == ["nginx", "apacheconf", "text"]
    for host in hosts:
        for name, value in HEADERS.items():
            assert f'{name} "{value}"' in host


def test_the_policy_bites(page: Page, served: str, faults: list[str]) -> None:
    page.goto(served + "index.html")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        " document.head.append(s); }"
    )
    assert page.evaluate("window.bad") is None
    assert any("Content Security Policy" in one for one in faults)
    faults.clear()


def test_nothing_inline_stands_in_any_page(site: Path, names: list[str]) -> None:
    for name in names:
        tree = lxml.html.document_fromstring((site / name).read_bytes())
        # JSON-LD is data: browsers run nothing of it.
        inline = tree.xpath("//style | //script[not(@src)][not(@type='application/ld+json')]")
        attributes = {str(key) for one in tree.iter() for key in one.keys()}  # noqa: SIM118
        assert inline == [], name
        assert {one for one in attributes if one == "style" or one.startswith("on")} == set(), name
        assert sum(1 for _ in tree.iter("h1")) == 1, name
        described = [one for one in tree.iter("meta") if one.get("name") == "description"]
        assert [bool(one.get("content")) for one in described] == [True], name
        assert sum(1 for _ in tree.iter("main")) == 1, name


def test_the_first_view_is_light(page: Page, served: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    for name in ["index.html", TALK, LONG]:
        answers.clear()
        page.goto(served + name, wait_until="networkidle")
        sizes = [int(one.header_value("content-length") or 0) for one in answers]
        assert 5 <= len(sizes) <= 10
        assert 20_000 < sum(sizes) <= 75_000


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Path, width: int, scheme: Any) -> None:
    need_axe()
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    found = dict(looked_at(context.new_page(), f"{site.as_uri()}/"))
    context.close()
    assert len(found) > len(KINDS)
    assert {kind: faults[:3] for kind, faults in found.items() if faults} == {}


def test_axe_sees_a_fault(browser: Browser) -> None:
    need_axe()
    page = browser.new_page()
    small = "<button style='width:9px;height:9px;padding:0'>x</button>" * 2
    page.set_content(f"<html lang=en><title>x</title><main><h1>x</h1><img src=x>{small}</main>")
    found = {one.partition(":")[0] for one in faults(page)}
    assert {"image-alt", "target-size"} <= found
    page.context.close()


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_pages_fit_the_narrowest_screen(narrow: Page, site: Path, names: list[str]) -> None:
    wide = []
    for name in names:
        narrow.goto(f"{site.as_uri()}/{name}")
        if narrow.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


def test_a_wide_table_scrolls_by_itself_and_by_keyboard(narrow: Page, site: Path) -> None:
    narrow.goto(f"{site.as_uri()}/{TABLE}")
    box = narrow.locator(".wy-table-responsive:has(table)[tabindex='0']").first
    box.wait_for()
    box.focus()
    narrow.keyboard.press("ArrowRight")
    narrow.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_skip_link_goes_to_the_content(page: Page, address: str) -> None:
    page.goto(address + TALK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_focus_is_always_seen(page: Page, address: str) -> None:
    page.goto(address + TALK)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen = page.evaluate(
            "() => { const one = document.activeElement, box = one.getBoundingClientRect();"
            " const style = getComputedStyle(one);"
            " return box.width > 0 && box.height > 0 && style.outlineStyle !== 'none'"
            " && parseFloat(style.outlineWidth) >= 2 && style.opacity > 0; }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_colours_follow_the_system_and_the_switch(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    ground = "getComputedStyle(document.querySelector('main')).color"
    page.goto(served + TALK)
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Theme: system").click()
    page.get_by_role("button", name="Theme: light").wait_for()
    light = page.evaluate(ground)
    assert light != dark
    # The choice is stored: the next page is light before its body is there.
    page.add_init_script(
        "new MutationObserver((_, self) => { if (!document.body) return; self.disconnect();"
        " window.first = document.documentElement.dataset.scheme; })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(served + "index.html")
    assert page.evaluate("window.first") == "light"
    page.goto(served + TALK)
    page.get_by_role("button", name="Theme: light").click()
    assert page.evaluate(ground) == dark
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    context.close()


def test_code_is_copied(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(served + "conferences/pycon_2013/talks/the_naming_of_ducks.html")
    block = page.locator("div.highlight").first
    block.hover()
    block.get_by_role("button", name="Copy").click()
    block.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == block.locator("pre").evaluate("pre => pre.textContent")


def test_print_has_the_notes_and_the_addresses(page: Page, address: str) -> None:
    page.goto(address + TALK)
    page.emulate_media(media="print")
    for gone in [".wy-nav-top", ".wy-nav-side", ".rst-footer-buttons", ".wy-breadcrumbs-aside"]:
        assert not page.locator(gone).first.is_visible()
    after = "getComputedStyle(document.querySelector('main a.external'), '::after').content"
    assert page.locator("main h1").is_visible()
    assert "attr(href)" in page.evaluate(after) or "http" in page.evaluate(after)


def test_breadcrumbs(page: Page, address: str) -> None:
    page.goto(address + TALK)
    crumbs = page.locator(".wy-breadcrumbs .breadcrumb-item")
    assert crumbs.all_inner_texts() == ["PyCon 2013", "Python Profiling"]
    assert page.get_by_role("link", name="Home").get_attribute("href") == "../../../index.html"
    assert page.title().startswith("Python Profiling — Event Notes")
    side = page.get_by_role("navigation", name="Navigation menu", exact=True)
    assert side.locator("[aria-current=page]").inner_text() == "Python Profiling"
    events = ["OSCon 2012", "Black Hat 2012", "SCaLE 11x", "PyCon 2013"]
    texts = side.get_by_role("link").all_inner_texts()
    assert [one for one in texts if one in events] == events
    assert "FakeNet" not in texts
    page.locator(".rst-footer-buttons [rel=next]").click()
    page.locator(".rst-footer-buttons [rel=prev]").click()
    assert page.url == address + TALK


def test_without_scripts_all_but_the_search_works(browser: Browser, site: Path) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{TALK}")
    assert not page.locator(".scheme").is_visible()
    side = page.locator("#navigation")
    assert not side.is_visible()
    page.get_by_role("link", name="Menu").click()
    assert side.is_visible()
    side.get_by_role("link", name="Twisted Logic").click()
    assert "Twisted Logic" in page.title()
    context.close()


@pytest.mark.parametrize("most", [0, 0.03], ids=["without fonts", "with fonts"])
def test_nothing_shifts(browser: Browser, served: str, most: float) -> None:
    """Nothing but fonts that come after the first paint, and these hardly.

    https://web.dev/articles/cls has 0.1 for a good page.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if not most:
        page.route("**/*.woff2", lambda route: route.abort())
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " shift += one.value; }).observe({ type: 'layout-shift', buffered: true })"
    )
    for name in ["index.html", TALK, TABLE]:
        page.goto(served + name, wait_until="networkidle")
        assert page.evaluate("shift") <= most, name
    context.close()


def test_the_menu_shows_the_page_that_is_open_and_the_page_its_top(
    page: Page, served: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(
        served + "conferences/pycon_2013/talks/why_you_should_use_python3_for_text_processing.html"
    )
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.querySelector('.wy-side-scroll').scrollTop") > 0
    shown = page.locator(".wy-nav-side [aria-current=page]").bounding_box()
    assert shown
    assert 0 < shown["y"] < shown["y"] + shown["height"] <= 500
