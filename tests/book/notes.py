"""The footnotes of a PDF, with the pages of their marks and texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf

from tests.book.words import content, marked_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(kw_only=True, slots=True)
class Note:
    """A footnote: its number, the page of its mark, and the pages and pieces of its text."""

    number: str
    mark: int
    pages: set[int] = field(default_factory=set)
    pieces: set[tuple[int, int]] = field(default_factory=set)

    @property
    def is_apart(self) -> bool:
        """Whether the note does not begin on the page of its mark."""
        return min(self.pages) != self.mark


def read_notes(path: Path) -> list[Note]:
    """Return the notes of the PDF *path*, each tagged right behind its mark."""
    texts = marked_text(path)
    found: list[Note] = []
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for roles, place in content(pdf.Root.StructTreeRoot.K, (), pages):
            if "TOC" in roles or place not in texts:
                continue
            is_number = "Lbl" in roles and roles[roles.index("Lbl") - 1] != "LI"
            if "Note" not in roles:
                if is_number:
                    found.append(Note(number=texts[place].strip(), mark=place[0]))
            else:
                if is_number:
                    assert found[-1].number == texts[place].strip()
                found[-1].pages.add(place[0])
                found[-1].pieces.add(place)
    return [note for note in found if note.pages]  # a mark that repeats a number has no text
