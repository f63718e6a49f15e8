"""Screenshots of pages: take, store and compare them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image, ImageChops

from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KEPT = ROOT / "tests/theme/baselines"
# Where a failing test writes the baseline, the new screenshot and the difference.
DIFFERENCES = ROOT / "_build/differences"
# The tolerance of a pixel's channel (versions of Chromium smooth letters differently), and the
# share of pixels that may exceed it. A border's colour, or a line moved by a pixel, is more.
OFF, SHARE = 24, 0.0003
# Set by `make baselines`.
RENEWED = "RENEW_BASELINES" in os.environ
# A monospace font that .ci/run installs (the others come with the site), and no blinking caret.
FONTS = """code, pre, kbd, samp { font-family: "DejaVu Sans Mono" !important }
input { caret-color: transparent }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A screenshot: its file *name*, the *path* of the page, and the browser's settings."""

    name: str
    path: str
    width: Literal[320, 1280] = 1280
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    wait: str = "main"


def take(browser: Browser, site: str, shot: Shot, style: str = "") -> Image.Image:
    """Return a screenshot of a whole page, with *style* added to the theme's styles."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": 640},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        device_scale_factor=1,
    )
    page = context.new_page()
    page.goto(site + shot.path)
    page.add_style_tag(content=FONTS + style)
    page.locator(shot.wait).first.wait_for()
    page.emulate_media(media=shot.media)
    page.evaluate("document.fonts.ready")
    taken = page.screenshot(full_page=True, animations="disabled")
    context.close()
    return Image.open(BytesIO(taken)).convert("RGB")


def difference(kept: Image.Image, now: Image.Image) -> tuple[float, Image.Image]:
    """Return the share of differing pixels (1 if sizes differ) and an image of them in black."""
    if kept.size != now.size:
        return 1, Image.new("L", now.size, 0)
    channels = ImageChops.difference(kept, now).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    off = most.point([0 if value <= OFF else 255 for value in range(256)])
    return off.histogram()[255] / (now.width * now.height), ImageChops.invert(off)


def compare(shot: Shot, now: Image.Image) -> None:
    """Compare a screenshot with its baseline, or store it; fail if they differ."""
    file = KEPT / f"{shot.name}.png"
    if RENEWED:
        KEPT.mkdir(exist_ok=True)
        now.save(file, optimize=True)
    if not file.exists():
        pytest.fail(f"{file.relative_to(ROOT)} is not there: `make baselines` takes it")
    kept = Image.open(file).convert("RGB")
    share, where = difference(kept, now)
    if share > SHARE:
        DIFFERENCES.mkdir(parents=True, exist_ok=True)
        beside([kept, now, where]).save(DIFFERENCES / f"{shot.name}.png")
        pytest.fail(
            f"{shot.name} looks different ({share:.2%} of it): see "
            f"{(DIFFERENCES / shot.name).relative_to(ROOT)}.png, and if it is meant, run "
            "`make baselines`"
        )


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Return *pictures* side by side."""
    width = sum(one.width + 8 for one in pictures)
    row = Image.new("RGB", (width, max(one.height for one in pictures)), "magenta")
    for number, one in enumerate(pictures):
        row.paste(one, (sum(before.width + 8 for before in pictures[:number]), 0))
    return row
