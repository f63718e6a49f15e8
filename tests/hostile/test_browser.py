"""Chromium opens every hostile page from disk, some by http, and no script of a page runs."""

from __future__ import annotations

import fnmatch
import threading
from typing import TYPE_CHECKING

import pytest

from eventnotes.commands.serve_site import serve
from tests.hostile.pages import SCRIPTS
from tests.hostile.sites import CONF, build, write
from tests.hostile.test_bounds import EVENT
from tests.hostile.test_svg import ACTIVE, HARMLESS, svg

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WAYS = [
    "{0}",
    "`x <{0}>`__",
    ".. image:: x.mp4\n   :alt: {0}",
    ".. image:: {0}\n   :target: {0}\n   :alt: {0}",
    ".. glossary::\n\n   word : {0}\n      {0}",
    ".. index:: single: {0}; {0}",
    ".. rubric:: {0}\n   :name: {0}",
    ".. code-block:: {0}\n   :caption: {0}\n\n   {0}",
    ".. raw:: html\n\n   {0}",
    ":math:`{0}`",
    ":abbr:`x ({0})`",
    ":guilabel:`{0}`",
    ".. toctree::\n\n   {0} <https://example.org/>\n   x <{0}>",
    ".. meta::\n   :description: {0}",
    ".. topic:: {0}\n\n   {0}",
    ".. py:function:: {0}\n\n   {0}",
    ".. figure:: evil.svg\n   :alt: {0}\n\n   {0}",
    ".. raw:: html\n   :url: {0}",
    ":download:`{0} <x.mp4>`",
    ":raw-html:`{0}`",
]
MARKS = [
    "{0}",
    "[x](<{0}>)",
    "![{0}]({0})",
    "<{0}>",
    "`{0}`{{=html}}",
    "```{{raw}} html\n{0}\n```",
]


def hostile(site: Path, theme: str) -> None:
    pages = {"e/index.rst": EVENT}
    for number, script in enumerate(SCRIPTS):
        head = f"{script.splitlines()[0]}\n{'=' * 150}\n"
        fields = f":Date: 2013-03-15\n:Speaker: {script}\n:Topics: {script}\n:Id: {script}\n\n"
        body = "\n\n".join(way.format(script) for way in WAYS)
        pages[f"e/talks/p{number}.rst"] = head + fields + body + "\n"
        marks = "\n\n".join(mark.format(script) for mark in MARKS)
        pages[f"e/talks/m{number}.md"] = f"# {script}\n\n{marks}\n"
    for number, inside in enumerate([*ACTIVE, *HARMLESS]):
        pages[f"s{number}.svg"] = svg(inside.replace("alert(1)", "window.owned&&owned(1)"))
    pages["pictures.rst"] = "P\n=\n\n" + "".join(
        f".. image:: s{number}.svg\n\n" for number in range(len(ACTIVE) + len(HARMLESS))
    )
    write(site, pages, CONF.replace('"eventnotes"\n', f'"{theme}"\n'))
    (site / "e/talks/x.mp4").write_bytes(b"\0")
    (site / "e/talks/evil.svg").write_text(svg(f"<script>{SCRIPTS[0]}</script>"), "utf-8")


@pytest.mark.parametrize("theme", ["eventnotes", "sphinx_rtd_theme"])
def test_no_script_of_a_page_runs(tmp_path: Path, browser: Browser, theme: str) -> None:
    hostile(tmp_path / "site", theme)
    built = build(tmp_path / "site")
    assert built.status == 0, built.said
    files = sorted(
        file.relative_to(built.folder).as_posix()
        for suffix in ("html", "svg")
        for file in built.folder.rglob(f"*.{suffix}")
        if "_static" not in file.parts
    )
    assert len([name for name in files if name.startswith("_images/s")]) == len(HARMLESS)
    page = browser.new_page()
    ran: list[str] = []
    page.expose_function("owned", lambda said: ran.append(str(said)))
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    server = serve(built.folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # From disk no header forbids scripts; over http, one page of each kind shows that too.
    served = [*fnmatch.filter(files, "*0.*"), "index.html", "search.html", "genindex.html"]
    for start, names in (
        (f"http://127.0.0.1:{server.server_port}", served),
        (built.folder.as_uri(), files),
    ):
        for name in names:
            open_and_try(page, f"{start}/{name}")
            assert ran == [], name
    server.shutdown()
    server.server_close()
    # The trap works.
    page.set_content("<body><script>owned(document.URL)</script></body>")
    page.wait_for_timeout(200)
    assert len(ran) == 1
    page.close()


def open_and_try(page: Page, address: str) -> None:
    """Open a page, and click and focus what a script of it could hang on."""
    page.goto(address, wait_until="load")
    page.evaluate(
        """() => { for (const one of document.querySelectorAll("*")) {
            const own = one.getAttribute("href") || "";
            if (/^\\s*(java|vb)script:/i.test(own)) window.owned(own);
            for (const name of ["error", "load", "mouseover", "focus"])
                if (one.hasAttribute("on" + name)) window.owned("on" + name); } }"""
    )
