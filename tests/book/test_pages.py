"""The pages of the notes' book, as a bookmaker would have them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import html

from tests.book.notes import Note, read_notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The minimum number of lines on a page, without head and foot.
FEW_LINES = 5
#: The maximum share of a page's text area that its notes take.
SHARE = 0.1
#: The margins above and below the text area, in points.
MARGINS = (2.6 + 2.5) * 72 / 2.54
#: Digits of one size in a row may differ in height and base line by this share of their height.
UNEVEN = 0.12
HEAD = " Event Notes Documentation, Release 1.1"


@pytest.fixture(scope="module")
def pdf(build_dir: Path) -> Path:
    return build_dir / "pdf" / "event-notes.pdf"


@pytest.fixture(scope="module")
def document(pdf: Path) -> Iterator[pdfium.PdfDocument]:
    with pdfium.PdfDocument(pdf) as document:
        yield document


@pytest.fixture(scope="module")
def texts(document: pdfium.PdfDocument) -> list[list[str]]:
    """Return the lines of each page after the title page: text, notes, foot and head."""
    pages = (document[number].get_textpage() for number in range(1, len(document)))
    return [page.get_text_bounded().split("\r\n") for page in pages]


@pytest.fixture(scope="module")
def notes(pdf: Path) -> list[Note]:
    return read_notes(pdf)


@pytest.fixture(scope="module")
def titles(pdf: Path) -> list[str]:
    """Return the titles of all headings, in order."""

    def below(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
        for item in items:
            yield re.sub(r"^[\d.]+ (?=\S)", "", str(item.title))
            yield from below(item.children)

    with pikepdf.open(pdf) as opened, opened.open_outline() as outline:
        return list(below(outline.root))


def test_every_note_is_on_the_page_of_its_mark(notes: list[Note]) -> None:
    assert len(notes) > 60
    assert [note for note in notes if note.is_apart] == []


def test_notes_take_at_most_a_tenth_of_a_page(
    notes: list[Note], document: pdfium.PdfDocument
) -> None:
    pieces = defaultdict(set)
    for note in notes:
        for page, number in note.pieces:
            pieces[page].add(number)
    for number, marked in pieces.items():
        page = document[number]
        boxes = [
            piece.get_bounds()
            for piece in page.get_objects([pdfium.raw.FPDF_PAGEOBJ_TEXT])
            if pdfium.raw.FPDFPageObj_GetMarkedContentID(piece) in marked
        ]
        height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
        assert height <= SHARE * (page.get_height() - MARGINS), number


def test_no_page_has_only_a_few_lines(texts: list[list[str]]) -> None:
    short = [lines for lines in texts if len(lines) < FEW_LINES + 2]
    assert short == []


def test_no_page_begins_with_a_closing_bracket(texts: list[list[str]]) -> None:
    assert [lines[0] for lines in texts if re.fullmatch(r"[\W_]*", lines[0])] == []


def test_heads_name_what_the_page_is_about(texts: list[list[str]], titles: list[str]) -> None:
    heads = [lines[-1].removesuffix(HEAD) for lines in texts if lines[-1].endswith(HEAD)]
    assert len(heads) > 80
    assert set(heads) <= set(titles)
    assert "Conferences" not in heads
    assert len(set(heads)) > 30


def test_figures_are_lining(document: pdfium.PdfDocument) -> None:
    runs = 0
    for number in range(3, 40):
        page = document[number].get_textpage()
        for run in digits(page):
            boxes = [page.get_charbox(place) for place in run]
            heights = [top - bottom for _left, bottom, _right, top in boxes]
            bottoms = [bottom for _left, bottom, _right, _top in boxes]
            assert max(bottoms) - min(bottoms) < UNEVEN * max(heights), number
            assert max(heights) - min(heights) < UNEVEN * max(heights), number
            runs += 1
    assert runs > 100


def digits(page: pdfium.PdfTextPage) -> Iterator[list[int]]:
    """Yield the places of digits that stand side by side on *page*."""
    text = [page.get_text_range(place, 1) for place in range(page.count_chars())]
    for is_digit, run in groupby(range(len(text)), lambda place: text[place].isdecimal()):
        places = list(run)
        if is_digit and len(places) == 4:  # a year: no number of a note is beside it
            yield places


def test_talks_are_in_the_order_of_the_site(site: Path, titles: list[str]) -> None:
    events = sorted((site / "conferences").glob("*/index.html"))
    assert len(events) == 4
    for event in events:
        found = html.parse(str(event)).xpath(
            "//ul[contains(@class, 'notes-programme')]/li/p[1]/a[1]"
        )
        programme = ["".join(link.itertext()) for link in found]
        assert programme
        places = [titles.index(title) for title in programme]
        assert all(one < other for one, other in pairwise(places)), event
