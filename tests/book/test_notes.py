"""Footnotes among lists, tables and code, and the space around nested lists."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.book.notes import read_notes
from tests.book.test_links import heights

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

WORDS = "a page that is full of words and marks has notes at its foot".split()
CODE = "\n.. code-block:: python\n\n   for number in range(3):\n       print(number)\n"


class Writer:
    """Writes pages with links, each of which gets a note."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # the same each time
        self.links = 0

    def words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(3, 25)))

    def link(self) -> str:
        self.links += 1
        path = "/".join(self.random.choices(WORDS, k=self.random.choice([1, 4, 30])))
        return f"`a link <https://example.org/{self.links}/{path}>`__"

    def text(self) -> str:
        links = self.random.choices([0, 1, 2], weights=[3, 2, 1])[0]
        return " ".join([self.words(), *(f"{self.link()} {self.words()}" for _ in range(links))])

    def items(self, indent: str = "") -> str:
        text = ""
        for _ in range(self.random.randint(2, 6)):
            text += f"{indent}- {self.text()}\n"
            if len(indent) < 4 and self.random.random() < 0.3:
                text += f"\n{self.items(indent + '  ')}\n"
        return text

    def table(self) -> str:
        return "\n.. list-table::\n\n" + "".join(
            f"   * - {self.text()}\n     - {self.text()}\n" for _ in range(3)
        )

    def code(self) -> str:
        return f"{self.text()}\n{CODE}"

    def chapter(self, number: int) -> str:
        blocks = [self.text, self.items, self.items, self.table, self.code]
        parts = "\n\n".join(self.random.choice(blocks)() for _ in range(14))
        return f"Chapter {number}\n===========\n\n{parts}\n"


@pytest.mark.parametrize("seed", [1])
def test_notes_of_lists_tables_and_code_are_on_the_page_of_their_marks(
    make: Make, seed: int
) -> None:
    app = make("small")
    writer = Writer(seed)
    names = ["credits"]
    for number in range(12):
        names.append(f"c{number}")
        Path(app.srcdir, f"c{number}.rst").write_text(writer.chapter(number))
    start = "Small\n=====\n\n.. toctree::\n\n   " + "\n   ".join(names) + "\n"
    Path(app.srcdir, "index.rst").write_text(start)
    app = make("small")
    app.build()
    assert app.warning.getvalue() == ""
    notes = read_notes(Path(app.outdir, "small.pdf"))
    assert len(notes) == writer.links > 300
    assert [note for note in notes if note.is_apart] == []


def test_an_address_is_printed_once_a_page(make: Make) -> None:
    app = make("small")
    link = "`{} <https://example.org/once>`__"
    Path(app.srcdir, "credits.rst").write_text(
        f"Credits\n=======\n\n{link.format('One')} and {link.format('two')}.\n"
    )
    app.build()
    text = "".join(page.extract_text() for page in PdfReader(Path(app.outdir, "small.pdf")).pages)
    assert text.count("example.org/once") == 1
    assert len(read_notes(Path(app.outdir, "small.pdf"))) == 2


def test_the_lines_of_nested_lists_are_evenly_spaced(make: Make) -> None:
    app = make("small")
    Path(app.srcdir, "credits.rst").write_text(
        "Credits\n=======\n\n- L1\n- L2\n\n  - L3\n\n    - L4\n\n  - L5\n\n"
        "- L6\n\n  1. L7\n\n- L8\n"
    )
    app.build()
    reader = PdfReader(Path(app.outdir, "small.pdf"))
    places = {
        text: height
        for page in reader.pages
        for text, height in heights(page)
        if text in {f"L{number}" for number in range(1, 9)}
    }
    spaces = [above - below for above, below in pairwise(sorted(places.values(), reverse=True))]
    assert len(spaces) == 7
    assert max(spaces) - min(spaces) < 0.5
