"""The printed general index: its order, the titles of pages, and cross-references."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

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
