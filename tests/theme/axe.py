"""Accessibility problems found by axe, on a page of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import ROOT, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

AXE = ROOT / "tests/npm/node_modules/axe-core/axe.min.js"
TALK = "conferences/pycon_2013/talks/python_profiling.html"
TABLE = "conferences/scale11x/talks/postgres_as_a_schemaless_db.html"
KINDS = {
    "front page": "index.html",
    "plain page": "credits.html",
    "event": "conferences/pycon_2013/index.html",
    "talk": TALK,
    "talk with a table": TABLE,
    "exhibitor": "conferences/oscon_2012/exhibitors/drbd.html",
    "speakers": "notes-speakers.html",
    "timeline": "notes-timeline.html",
    "topics": "notes-topics.html",
    "general index": "genindex.html",
    "search": "search.html?q=python&event=PyCon+2013",
}


def need_axe() -> None:
    """Skip the test where axe is not installed; in CI, fail it."""
    if not AXE.exists():
        missing("axe is not installed (npm ci)")


def faults(page: Page) -> list[str]:
    """Return axe's findings on a page, by the rules of WCAG 2.2 A and AA and axe's own."""
    page.add_script_tag(path=AXE)
    # axe disables the rule for targets of 24 px (WCAG 2.2) by default.
    found = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'],"
        " rules: { 'target-size': { enabled: true } } })"
    )
    assert len(found["passes"]) > 5
    return [
        f"{one['id']}: {node['html'][:120]} {node['any'][:1]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def looked_at(page: Page, address: str) -> Iterator[tuple[str, list[str]]]:
    """Return what is wrong on each kind of page, with the menu and with the search open.

    From disk: axe itself adds a style, which the policy would not let in.
    """
    for kind, path in KINDS.items():
        page.goto(address + path)
        if kind == "search":
            page.locator("#search .results li").first.wait_for()
        yield kind, faults(page)
    if page.viewport_size and page.viewport_size["width"] == 320:
        page.goto(address + TALK)
        page.get_by_role("button", name="Menu").click()
        yield "menu, open", faults(page)
    page.goto(f"{address}{TALK}?q=python")
    page.locator("dialog .results li").first.wait_for()
    yield "search, open", faults(page)
