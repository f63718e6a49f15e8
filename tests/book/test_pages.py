"""The pages of the notes' book, as a bookmaker would have them."""

from __future__ import annotations

import ctypes
import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from tests.book.notes import Note, read_notes
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

#: A page that is not the last of its chapter has at least this number of lines below its head.
FEW_LINES = 5
#: The maximum share of the text area that the notes of a page take.
SHARE = 0.1
#: The heights above and below the text area, in points.
MARGINS = (2.6 + 2.5) * 72 / 2.54


@dataclass(kw_only=True)
class Page:
    """A page: its height and the lines of its text, from the top, with head and foot."""

    height: float
    lines: list[str]


class Book:
    """The built book."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def notes(self) -> list[Note]:
        return read_notes(self.path)

    @cached_property
    def pages(self) -> list[Page]:
        with pdfium.PdfDocument(self.path) as document:
            return [
                Page(height=page.get_height(), lines=page.get_textpage().get_text_bounded().split("\r\n"))
                for page in document
            ]


@pytest.fixture(scope="module")
def book(build_dir: Path) -> Book:
    return Book(build_dir / "pdf" / "event-notes.pdf")


def test_every_note_is_on_the_page_of_its_mark(book: Book) -> None:
    assert len(book.notes) > 60
    assert [note for note in book.notes if note.is_apart] == []
