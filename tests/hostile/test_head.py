"""A page's meta elements may describe it, but not instruct the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html

from tests.hostile.sites import build, write

if TYPE_CHECKING:
    from pathlib import Path

RST = """Page
====

.. meta::
   :http-equiv=refresh: 0;url=https://evil.test/
   :http-equiv=Content-Security-Policy: default-src *
   :name=referrer: unsafe-url
   :viewport: width=1
   :description: said by the page
   :property=og:image: picture.png
"""
MD = """---
myst:
  html_meta:
    http-equiv=refresh: "0;url=https://evil.test/"
    "description": said by the page
    "property=og:locale": en_US
---
# Page
"""


def test_only_descriptions_reach_the_head(tmp_path: Path) -> None:
    write(tmp_path / "site", {"a.rst": RST, "b.md": MD})
    built = build(tmp_path / "site")
    for name in ("a", "b"):
        text = (built.folder / f"{name}.html").read_text("utf-8")
        tree: Any = lxml.html.document_fromstring(text)
        head = tree.find("head")
        assert head.xpath("meta[@http-equiv]") == []
        assert "evil.test" not in text
        assert "unsafe-url" not in text
        assert head.xpath("meta[@name='description' and @content='said by the page']")
        assert head.xpath("meta[starts-with(@property, 'og:')]")
    assert built.said.count("is left out, pages may not instruct the browser") == 5


def test_links_to_edit_a_page_are_web_addresses(tmp_path: Path) -> None:
    """sphinx_rtd_theme, and ours with its template, write these fields into a link unescaped."""
    hostile = ['"><script>alert(1)</script>', "javascript:alert(1)", "https://a.test/'onclick=x"]
    pages = {
        f"p{number}.rst": f":github_url: {one}\n\nPage\n====\n"
        for number, one in enumerate(hostile)
    }
    good = "https://git.example.org/notes/blob/main/a.rst"
    write(tmp_path / "site", {**pages, "good.rst": f":github_url: {good}\n\nPage\n====\n"})
    built = build(tmp_path / "site")
    for number in range(len(hostile)):
        text = (built.folder / f"p{number}.html").read_text("utf-8")
        assert "alert(1)" not in text
        assert "onclick" not in text
        assert f"p{number}.rst:1: WARNING: the link to" in built.said
    assert f'href="{good}"' in (built.folder / "good.html").read_text("utf-8")


def test_a_video_shows_its_words_as_text(tmp_path: Path) -> None:
    text = "Page\n====\n\n.. image:: own.mp4\n   :alt: <script>alert(1)</script>\n"
    write(tmp_path / "site", {"a.rst": text})
    (tmp_path / "site/own.mp4").write_bytes(b"\0")
    page = (build(tmp_path / "site").folder / "a.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
