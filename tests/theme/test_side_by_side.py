"""Our theme beside the one it inherits: equal computed styles, but for the differences listed."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.conftest import ROOT, built_once, run
from tests.theme.pictures import beside

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TALK = "conferences/pycon_2013/talks/encapsulation_with_descriptors.html"
TABLE = "conferences/blackhat_2012/talks/ddos_kungfu.html"
# Both themes side by side, to look at.
KEPT = ROOT / "_build/side-by-side"
#: What is compared, by page.
ELEMENTS = {
    "index.html": [
        "html",
        "body",
        ".wy-nav-side",
        ".wy-side-scroll",
        ".wy-side-nav-search",
        ".wy-side-nav-search > a",
        "#rtd-search-form input[name=q]",
        ".wy-menu-vertical",
        ".wy-menu-vertical li.toctree-l1",
        ".wy-menu-vertical li.toctree-l1 > a",
        ".wy-nav-top",
        ".wy-nav-content-wrap",
        ".wy-nav-content",
        ".rst-content",
        ".wy-breadcrumbs",
        ".wy-breadcrumbs .icon-home",
        ".wy-breadcrumbs .breadcrumb-item",
        ".wy-breadcrumbs-aside a",
        ".rst-content > div hr",
        "[role=main]",
        "[itemprop=articleBody]",
        "h1",
        "h2",
        "section > p",
        ".toctree-wrapper > ul",
        ".toctree-wrapper .toctree-l1",
        ".toctree-wrapper .toctree-l2",
        ".toctree-wrapper a",
        "footer",
        "footer hr",
        "footer [role=contentinfo] p",
        ".rst-footer-buttons",
        ".rst-footer-buttons a",
    ],
    "conferences/pycon_2013/index.html": [
        ".admonition",
        ".admonition-title",
        ".admonition p:last-child",
        ".wy-menu-vertical li.current > a",
        ".wy-menu-vertical li.toctree-l2 > a",
        ".wy-menu-vertical ul.current",
    ],
    TALK: [
        "h3",
        ".document section section > ul",
        ".document section section li",
        ".document section li p",
        ".document section li li",
        "div[class^=highlight-]",
        "div.highlight",
        "div.highlight pre",
        "pre .k",
        "pre .nc",
        "code.literal",
        "dl.field-list",
        "dl.field-list dt",
        "dl.field-list dd",
        ".wy-menu-vertical li.toctree-l2.current > a",
        ".breadcrumb-item a",
        "a.reference.external",
    ],
    TABLE: [
        "table.docutils",
        "table.docutils th",
        "table.docutils td",
        "table.docutils tr:nth-child(2) td",
        "table.docutils td p",
    ],
    "genindex.html": ["h1", "[role=main] h2", ".genindextable", ".genindextable li"],
    "search.html": [".wy-nav-content", "footer"],
}
PROPERTIES = (
    "fontFamily fontSize fontWeight fontStyle lineHeight textAlign textTransform color "
    "backgroundColor marginTop marginBottom marginLeft paddingTop paddingBottom paddingLeft "
    "paddingRight borderTop borderBottom borderRadius listStyleType display position x width"
).split()

CONTRAST = "contrast of text and controls (WCAG 2.2 AA)"
CARD = "the card of a talk's fields"
COLUMNS = "the general index is one list in columns, instead of a table for each letter"
#: The differences: for each reason, the selectors and the properties that differ.
DIFFERENCES: dict[str, dict[str, str]] = {
    CONTRAST: {
        ".wy-side-nav-search": "backgroundColor",
        ".wy-nav-top": "backgroundColor",
        ".wy-breadcrumbs .icon-home": "color",
        ".wy-breadcrumbs-aside a": "color",
        ".breadcrumb-item a": "color",
        ".toctree-wrapper a": "color",
        "a.reference.external": "color",
        "footer": "color",
        "footer [role=contentinfo] p": "color",
        ".rst-footer-buttons": "color",
        ".admonition-title": "backgroundColor",
        "pre .k": "color",
        "code.literal": "color",
    },
    CARD: {
        "dl.field-list": "backgroundColor paddingTop paddingBottom paddingLeft paddingRight "
        "borderRadius",
        "dl.field-list dt": "lineHeight paddingLeft display x width",
        "dl.field-list dd": "marginLeft x width",
        "a.reference.external": "x width paddingLeft paddingRight",
    },
    COLUMNS: {
        "[role=main] h2": "marginBottom paddingBottom borderBottom",
        ".genindextable": "marginBottom listStyleType display",
        ".genindextable li": "lineHeight x width",
    },
    "the header stays when the menu is scrolled": {
        ".wy-side-nav-search": "position",
        ".wy-side-scroll": "paddingBottom width",
    },
    "on phones, the header is a row of menu, name and search": {".wy-nav-top": "display"},
    "each point has a link in its margin": {
        ".document section section li": "position",
        ".document section li li": "position",
    },
    "the copy button stands in the code's corner": {
        "div[class^=highlight-]": "position",
        "div.highlight": "position",
    },
}
#: The computed styles of the first elements that the selectors find. An edge without a width has
#: no colour to compare.
READ = """([selectors, properties]) => selectors.map((selector) => {
  const element = document.querySelector(selector);
  if (!element) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const value = (name) => {
    if (name === "x" || name === "width") return Math.round(box[name]);
    return style[name].startsWith("0px ") ? "0px" : style[name];
  };
  return Object.fromEntries(properties.map((name) => [name, value(name)]));
})"""


def build_plain(folder: Path) -> None:
    options = ["-q", "-D", "html_theme=sphinx_rtd_theme", "-d", str(folder / "doctrees")]
    made = run(sys.executable, "-m", "sphinx", *options, ROOT, folder / "html")
    assert made.returncode == 0, made.stdout


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site as sphinx_rtd_theme itself builds it."""
    return built_once(tmp_path_factory, "plain", build_plain) / "html"


def styles(browser: Browser, site: Path, width: int) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the computed styles of all elements at a *width*, by page and selector."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    found = {}
    for page, selectors in ELEMENTS.items():
        tab.goto((site / page).as_uri())
        tab.evaluate("document.fonts.ready")
        read = tab.evaluate(READ, [selectors, PROPERTIES])
        found.update({(page, one): style for one, style in zip(selectors, read, strict=True)})
    context.close()
    return found


def test_the_pictures_are_kept_for_review(browser: Browser, site: Path, plain: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 900})
        tab = context.new_page()
        for page in ELEMENTS:
            pictures = []
            for folder in (plain, site):
                tab.goto((folder / page).as_uri())
                tab.evaluate("document.fonts.ready")
                pictures.append(Image.open(BytesIO(tab.screenshot())).convert("RGB"))
            assert pictures[0].size == pictures[1].size
            beside(pictures).save(KEPT / f"{Path(page).stem}-{width}.png")
        context.close()


def allowed(selector: str) -> set[str]:
    return {name for table in DIFFERENCES.values() for name in table.get(selector, "").split()}


@pytest.mark.parametrize("width", [1280, 360])
def test_elements_look_as_in_the_original(
    browser: Browser, site: Path, plain: Path, width: int
) -> None:
    original, ours = styles(browser, plain, width), styles(browser, site, width)
    differences = {}
    for (page, selector), style in original.items():
        now = ours[page, selector]
        assert style is not None, f"{selector} is not on {page} of the original"
        assert now is not None, f"{selector} is not on {page}"
        differences[page, selector] = {
            name: (style[name], now[name])
            for name in PROPERTIES
            if style[name] != now[name] and name not in allowed(selector)
        }
    assert {at: found for at, found in differences.items() if found} == {}
    assert len(original) >= 40


def test_every_difference_listed_is_there(browser: Browser, site: Path, plain: Path) -> None:
    """A difference that is gone is taken off the list."""
    seen: dict[str, set[str]] = {}
    for width in (1280, 360):
        original, ours = styles(browser, plain, width), styles(browser, site, width)
        for at, style in original.items():
            differing = {name for name in PROPERTIES if style[name] != ours[at][name]}
            seen.setdefault(at[1], set()).update(differing)
    listed = {selector for table in DIFFERENCES.values() for selector in table}
    assert {one: allowed(one) - seen[one] for one in listed if allowed(one) - seen[one]} == {}
