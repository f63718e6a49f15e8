"""The printed general index: its order, the titles of pages, and cross-references."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

ENTRIES = """\
.. index::
   single: The Naming; ducks
   single: an apple
   single: Éclair
   single: edge
   single: apple; zest
   seealso: apple; core
   see: pome; apple
   single: apple; The Cellar
   single: The Cellar

The Cellar
==========

Words.
"""


def test_it_has_the_order_and_marks_of_the_index_on_pages(
    make: Callable[..., SphinxTestApp],
) -> None:
    app = make("small")
    Path(app.srcdir, "credits.rst").write_text(ENTRIES, "utf-8")
    app.build()
    assert app.warning.getvalue() == ""
    source = Path(app.outdir, "small.typ").read_text("utf-8")
    lines = re.findall(r"^#index-(?:letter|entry)[^[]*\[(.*?)\](?:, pages.*|\).*)?$", source, re.M)
    assert [re.sub(r"<.*?>", "<>", line) for line in lines] == [
        "A", "an apple", "apple", "red", "zest", "#emph[The Cellar]", "see also core",
        "C", "#emph[The Cellar]",
        "E", "Éclair", "edge",
        "F", "fruit", "#emph[see] #to(<>)[apple]",
        "N", "The Naming", "ducks",
        "P", "pome", "#emph[see] #to(<>)[apple]",
    ]  # fmt: skip


def test_a_headword_does_not_repeat_the_page_of_its_only_entry(
    make: Callable[..., SphinxTestApp],
) -> None:
    app = make("small")
    entries = "alone; below", "alone", "two; first", "two; second", "two"
    singles = "".join(f"   single: {entry}\n" for entry in entries)
    page = f".. index::\n{singles}\nCredits\n=======\n\nWords.\n"
    Path(app.srcdir, "credits.rst").write_text(page)
    app.build()
    assert app.warning.getvalue() == ""
    text = PdfReader(Path(app.outdir, "small.pdf")).pages[-1].extract_text().replace("\xa0", " ")
    lines = [line.strip() for line in text.splitlines()]
    assert lines[lines.index("alone") + 1] == "below, 2"
    assert {"two, 2", "first, 2", "second, 2"} <= set(lines)
