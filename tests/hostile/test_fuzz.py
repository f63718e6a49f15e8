"""Whole pages of all directives and roles: a build keeps their words, and publishes no script.

For a long run: ``EVENTNOTES_FUZZ=minutes pytest tests/hostile/test_fuzz.py``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import lxml.html
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile.pages import mark_pages, rest_pages
from tests.hostile.sites import CONF, SECRET, build, plant, write
from tests.hostile.test_bounds import EVENT

if TYPE_CHECKING:
    from pathlib import Path

MINUTES = float(os.environ.get("EVENTNOTES_FUZZ", "0"))
#: Ends a build that never ends; no honest one takes a tenth of it.
SECONDS = 600
RUNS = re.compile(r"\s*(?:java|vb)script:|\s*data:text", re.IGNORECASE)
PAGES = st.lists(st.one_of(rest_pages(), mark_pages()), min_size=12, max_size=12)


def scripts(text: str) -> list[str]:
    """Return what in a page would run: scripts without a file, handlers, and links."""
    found: list[str] = []
    tree: Any = lxml.html.document_fromstring(text)
    for element in tree.iter():
        is_data = element.get("type") == "application/ld+json"
        if element.tag == "script" and "owned" in (element.text or "") and not is_data:
            found.append(element.text)
        found += [
            f"{name}={value}"
            for name, value in element.attrib.items()
            if name.startswith("on") or (name in {"href", "src", "action"} and RUNS.match(value))
        ]
    return found


def stop(number: int, frame: object) -> None:
    msg = f"a build takes more than {SECONDS} seconds"
    raise TimeoutError(msg)


def try_pages(top: Path, texts: list[str], builder: str) -> None:
    """Build a site with *texts* as its pages, and check every output."""
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir()
    site = plant(top)
    names = [
        f"e/talks/p{number}.{'md' if text.startswith('---') else 'rst'}"
        for number, text in enumerate(texts)
    ]
    write(site, {"e/index.rst": EVENT, **dict(zip(names, texts, strict=True))}, CONF)
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        built = build(site, builder)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert built.status == 0, built.said[-2000:]
    for name, data in built.files():
        assert SECRET.encode() not in data, name
        if name.endswith(".html"):
            assert scripts(data.decode()) == [], name
    if builder == "html":
        for name in names:
            page = built.folder / name.replace(".md", ".html").replace(".rst", ".html")
            assert "keptword" in page.read_text("utf-8"), name


def test_pages_are_kept_and_run_nothing(tmp_path: Path) -> None:
    """One round, or as many as `MINUTES` allow."""
    until = time.monotonic() + MINUTES * 60

    @settings(
        max_examples=3,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(PAGES, st.sampled_from(["html", "html", "epub", "bookpdf"]))
    def one_round(texts: list[str], builder: str) -> None:
        try_pages(tmp_path / "site", texts, builder)

    one_round()
    while time.monotonic() < until:
        one_round()
