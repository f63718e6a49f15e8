"""Drawings in a browser: readable on any screen, in both schemes, for 38 talks and for 20,000."""

from __future__ import annotations

from io import BytesIO
from operator import mul
from typing import TYPE_CHECKING, Any, Literal

import pytest
from PIL import Image

from eventnotes.html.drawings import as_html
from eventnotes.html.style import STATIC, STYLE_SHEET
from eventnotes.indices import drawings
from eventnotes.text.drawing import Drawing, Line, fitted
from tests.indices.archives import large

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
PAGE = """<!DOCTYPE html><html lang="en"{more}><meta charset="utf-8"><title>Large</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{style}">
<style>body {{ margin: 16px; font: 16px sans-serif }}</style>
<body><main class="notes-index">{drawings}</main></body></html>"""
# Names as long as they get, above long labels and above short ones.
LONG, SHORT = (
    Drawing(
        caption="Long " * 20,
        columns=tuple(fitted(f"{number}, a long name of an event") for number in range(6)),
        lines=tuple(
            Line(label=fitted(label), target="x", counts=(1, 2, 3, 4, 5, 6), total=20_000)
            for label in labels
        ),
    )
    for labels in [("a long label " * 9, "x" * 99, "日本語" * 33), ("x", "y")]
)
# What overlaps, sticks out, is too small or lies below a name, on any of the page's drawings.
FLAWS = """() => [...document.querySelectorAll(".notes-drawing")].flatMap(drawing => {
  const flaws = [];
  const box = one => one.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - .5 && b.left < a.right - .5
    && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const texts = drawing.querySelectorAll("text, th > *, tbody td:last-child, caption");
  for (const one of texts) {
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (size < 12) flaws.push(`${size} px: ${one.textContent}`);
    if (box(one).left < 0 || box(one).right > innerWidth)
      flaws.push(`outside: ${one.textContent}`);
  }
  const names = [...drawing.querySelectorAll("text, line, th > *, path")];
  names.forEach((one, place) => names.slice(place + 1).forEach(other => {
    if (one.tagName === "line" && other.tagName === "line") return;
    if (meet(box(one), box(other))) flaws.push(`${one.outerHTML} on ${other.outerHTML}`);
  }));
  for (const link of drawing.querySelectorAll("a"))
    if (box(link).height < 22) flaws.push(`low: ${link.outerHTML}`);
  return flaws;
})"""


def contrast(image: Image.Image) -> float:
    """Return the contrast (WCAG 2) of the lightest and the darkest colour in *image*."""
    data = image.convert("RGB").tobytes()
    lights = sorted(map(_light, set(zip(data[::3], data[1::3], data[2::3], strict=True))))
    return (lights[-1] + 0.05) / (lights[0] + 0.05)


def _light(colour: tuple[int, ...]) -> float:
    parts = (one / 255 for one in colour)
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return float(sum(map(mul, (0.2126, 0.7152, 0.0722), linear)))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the addresses of a page with all drawings of a large archive, by direction."""
    of = drawings.Counted(large(), None, lambda record: record.title)
    made = [
        drawings.timeline(of, lambda event: event.anchor, MONTHS),
        drawings.topics(of),
        drawings.speakers(of),
        LONG,
        SHORT,
    ]
    folder: Path = tmp_path_factory.mktemp("crowded")
    html = "".join(as_html(one) for one in made if one)
    found = {}
    for direction in ("ltr", "rtl"):
        more, style = f' dir="{direction}"', (STATIC / STYLE_SHEET).as_uri()
        (folder / f"{direction}.html").write_text(
            PAGE.format(more=more, style=style, drawings=html), "utf-8"
        )
        found[direction] = (folder / f"{direction}.html").as_uri()
    return found


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_overlaps(
    browser: Browser, site: Path, crowded: dict[str, str], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    few = [f"{site.as_uri()}/{name}.html" for name in ("notes-timeline", "notes-topics")]
    for address in [*few, *crowded.values()]:
        page.goto(address)
        assert page.locator(".notes-drawing tbody tr").count() >= 4
        assert page.evaluate(FLAWS) == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
    page.close()


def test_time_goes_the_way_of_the_page(page: Page, crowded: dict[str, str]) -> None:
    places = """() => [...document.querySelectorAll(".notes-drawing:first-child text")]
      .map(one => one.getBoundingClientRect().left)"""
    page.goto(crowded["ltr"])
    left: list[float] = page.evaluate(places)
    page.goto(crowded["rtl"])
    right: list[float] = page.evaluate(places)
    assert left == sorted(left) != right == sorted(right, reverse=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_bars_stand_out(
    browser: Browser,
    site: Path,
    scheme: Literal["light", "dark"],
    forced: Literal["none", "active"],
) -> None:
    page = browser.new_page(color_scheme=scheme, forced_colors=forced)
    page.goto(f"{site.as_uri()}/notes-topics.html")
    taken = page.locator(".notes-bars path").first.screenshot()
    page.close()
    assert contrast(Image.open(BytesIO(taken))) >= 3


def test_the_keyboard_stops_once_a_row(page: Page, address: str) -> None:
    page.goto(f"{address}notes-timeline.html")
    page.locator(".notes-drawing th a").first.focus()
    seen: list[Any] = []
    for _ in range(5):
        seen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert seen == ["OSCon 2012", "Black Hat 2012", "SCaLE 11x", "PyCon 2013", "2012"]


def test_a_bar_is_a_link_and_says_what_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}notes-timeline.html")
    name = "PyCon 2013 – 2013-03: 14"
    bars = page.get_by_role("link", name=name)
    assert bars.get_by_role("img", name=name).count() == 1
    bars.click()
    assert page.url.endswith("notes-timeline.html#conferences-pycon-2013")
