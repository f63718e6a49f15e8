"""This site's book has every word of every page, in order, and no others."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from eventnotes.book.builder import BookPdfBuilder
from tests.book.words import MARKS, Words, compare, read, written
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The number of self-tests with a removed word or two swapped words.
SAMPLES = 100


@pytest.fixture(scope="module")
def builder(build_dir: Path) -> Iterator[BookPdfBuilder]:
    """Yield the book's builder with the pages that `make html` has read."""
    out, read_pages = build_dir / "words", build_dir / "doctrees"
    with patch_docutils(), docutils_namespace():
        app = Sphinx(ROOT, ROOT, out, read_pages, "bookpdf", status=None)
        assert isinstance(app.builder, BookPdfBuilder)
        yield app.builder


@pytest.fixture(scope="module")
def expected(builder: BookPdfBuilder) -> Words:
    return written(builder.assembled(builder.books[0]))


@pytest.fixture(scope="module")
def found(build_dir: Path) -> Words:
    return read(build_dir / "pdf" / "event-notes.pdf")


def test_no_page_is_left_out(expected: Words, builder: BookPdfBuilder) -> None:
    files = (ROOT / "conferences").rglob("*.rst")
    pages = {path.relative_to(ROOT).with_suffix("").as_posix() for path in files}
    assert len(pages) >= 44
    assert builder.docnames >= {*pages, "index", "credits"}
    assert len(expected.body) > 10_000


def test_every_word_of_the_pages_is_in_the_book_in_order(expected: Words, found: Words) -> None:
    assert compare(expected.front, found.front)[0] == []
    lost, added = compare(expected.body, found.body)
    assert lost == []
    assert [text for text in added if not MARKS.fullmatch(text)] == []


def test_every_word_of_the_notes_is_at_the_foot_of_a_page(expected: Words, found: Words) -> None:
    assert len(expected.notes) > 100
    assert compare(expected.notes, found.notes) == ([], [])


def test_a_dropped_word_is_detected(expected: Words, found: Words) -> None:
    for place in places(expected, found):
        assert is_told(expected, [*found.body[:place], *found.body[place + 1 :]])


def test_swapped_words_are_detected(expected: Words, found: Words) -> None:
    for place in places(expected, found):
        one, other = found.body[place : place + 2]
        swapped = [*found.body[:place], other, one, *found.body[place + 2 :]]
        assert is_told(expected, swapped)


def places(expected: Words, found: Words) -> list[int]:
    """Return some positions in *found*, before the indices, of two words from the pages."""
    pairs = enumerate(pairwise(found.body[: len(expected.body)]))
    words = [n for n, pair in pairs if not any(map(MARKS.search, pair)) and pair[0] != pair[1]]
    return random.Random(5).sample(words, SAMPLES)  # noqa: S311  # the same each time


def is_told(expected: Words, found: list[str]) -> bool:
    lost, added = compare(expected.body, found)
    return bool(lost) or any(not MARKS.fullmatch(text) for text in added)
