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


def test_a_video_shows_its_words_as_text(tmp_path: Path) -> None:
    text = "Page\n====\n\n.. image:: own.mp4\n   :alt: <script>alert(1)</script>\n"
    write(tmp_path / "site", {"a.rst": text})
    (tmp_path / "site/own.mp4").write_bytes(b"\0")
    page = (build(tmp_path / "site").folder / "a.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
