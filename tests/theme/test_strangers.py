"""Untrusted pages: nothing in them runs, and nothing violates the policy."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from eventnotes.commands.serve_site import serve
from tests.theme.building import CONF, built, heading

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from sphinx.testing.util import SphinxTestApp

UNSAFE = [
    "`link <javascript:alert(1)>`__",
    "`link <JaVaScRiPt:alert(1)>`__",
    "`link <data:text/html,x>`__",
    "`link <vbscript:x>`__",
    "link_\n\n.. _link: javascript:alert(1)",
    "|link|\n\n.. |link| image:: dot.png\n   :alt: link\n   :target: javascript:alert(1)",
    ".. figure:: dot.png\n   :alt: link\n   :target: javascript:alert(1)",
    ":download:`link <javascript://x/%0aalert(1)>`",
    ".. toctree::\n\n   link <javascript://x/%0aalert(1)>",
]


def links(file: Path) -> list[str]:
    """Return the targets of a page's links, parsed by the HTML standard."""
    tree: Any = html5lib.parse(file.read_bytes(), namespaceHTMLElements=False)
    return [str(one.get("href", "")) for one in tree.iter("a")]


@pytest.mark.parametrize("markup", UNSAFE)
def test_a_link_that_runs_something_is_refused(markup: str) -> None:
    with built({"index": heading("Home") + f"Read this:\n\n{markup}\n"}) as app:
        found = links(app.outdir / "index.html")
        assert [one for one in found if one.lower().startswith(("java", "data", "vb"))] == []
        warned = app.warning.getvalue()
        assert "eventnotes.unsafe-link" in warned
        assert re.search(r"index\.rst:[79]: WARNING", warned)


def test_a_refused_link_is_reported_until_it_is_fixed() -> None:
    page = heading("Home") + "`link <javascript:alert(1)>`__ and `two <https://example.org>`__\n"
    with built({"index": page}) as app:
        assert "https://example.org" in links(app.outdir / "index.html")
        from sphinx.testing.util import SphinxTestApp

        again = SphinxTestApp(srcdir=app.srcdir, freshenv=False)
        again.build()
        assert "unsafe-link" in again.warning.getvalue()
        again.cleanup()


@pytest.mark.parametrize("allowed", [False, True])
def test_html_in_markdown_is_text_unless_pages_are_trusted(allowed: bool) -> None:
    page = (
        "# Home\n\nA <b onclick='x'>bold</b> word <!-- hidden -->\n\n"
        "<script>alert(1)</script>\n\n<!-- a remark -->\n"
    )
    conf = CONF.replace('"]', '", "myst_parser"]') + f"eventnotes_trusted = {allowed}\n"
    with built({"index.md": page}, conf) as app:
        source = (app.outdir / "index.html").read_bytes()
        tree: Any = html5lib.parse(source, namespaceHTMLElements=False)
        text = "".join(tree.find(".//main").itertext())
        assert (tree.find(".//main//script") is None) is not allowed
        assert ("<b onclick='x'>" in text) is not allowed
        assert ("<script>alert(1)</script>" in text) is not allowed
        # Comments stay comments, or nothing; the parser counts their text as text.
        assert ("hidden" in text) is ("remark" in text) is allowed
        assert app.warning.getvalue().count("eventnotes.raw-markup") == (0 if allowed else 3)


SIZES = """() => Object.fromEntries([...document.querySelectorAll("main img")].map((one) =>
  [one.alt, [one.clientWidth, one.clientHeight]]))"""


@pytest.mark.sphinx("html", testroot="reader-strict")
def test_styles_in_pages_keep_to_the_policy(app: SphinxTestApp, page: Page) -> None:
    app.build()
    assert app.warning.getvalue().count("eventnotes.picture-elsewhere") == 3
    assert "eventnotes.bad-formula" in app.warning.getvalue()
    server = serve(app.outdir, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.add_init_script(
        "window.breaches = [];"
        "addEventListener('securitypolicyviolation', e => breaches.push(e.violatedDirective))"
    )
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"http://127.0.0.1:{server.server_port}/index.html", wait_until="networkidle")
    assert page.evaluate("breaches") == []
    assert {one for one in asked if "127.0.0.1" not in one} == set()
    assert page.locator("[style]").count() == 0
    # The requested sizes are applied.
    whole = page.evaluate("document.querySelector('main section section').clientWidth")
    sizes = page.evaluate(SIZES)
    assert sizes["half"][0] == pytest.approx(whole / 2, abs=1)
    assert sizes["lengths"] == [120, 48]
    assert sizes["ems"][0] == 112
    assert sizes["drawing"][0] == pytest.approx(whole * 0.4, abs=1)
    assert sizes["figure"][0] == pytest.approx(whole * 0.3 * 0.8, abs=1)
    columns = page.eval_on_selector_all("#given col", "all => all.map(one => one.clientWidth)")
    cells = page.eval_on_selector_all("#given tbody td", "all => all.map(one => one.offsetWidth)")
    assert len(columns) == 2
    assert cells[0] / sum(cells) == pytest.approx(0.8, abs=0.03)
    assert page.locator("math").count() == 2
    server.shutdown()
    server.server_close()


@pytest.mark.sphinx("html", testroot="reader-strict", srcdir="reader-strict-edited")
def test_the_style_sheet_is_removed_with_its_page(app: SphinxTestApp) -> None:
    app.build()
    assert (app.outdir / "_styles/index.css").exists()
    assert not (app.outdir / "_styles/plain.css").exists()
    (app.srcdir / "index.rst").write_text("Bare\n====\n\n.. toctree::\n\n   plain\n", "utf-8")
    app.build()
    assert not (app.outdir / "_styles/index.css").exists()
    assert "_styles" not in (app.outdir / "index.html").read_text("utf-8")
