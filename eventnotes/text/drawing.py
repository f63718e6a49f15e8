"""Drawings above an index: rows of bars over common columns, as data for pages and books."""

from __future__ import annotations

import unicodedata
from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.domains import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The height of the highest bar, and that of the lowest, however small its number.
HEIGHT, LOWEST = 40, 3
#: The maximum length of a label in half-width characters.
_LONGEST = 60
#: The same for the name of a column, which stands on a line of its own above the bars.
_LONGEST_COLUMN = 20
#: The maximum number of columns with a name each, and the length of names of which three fit side
#: by side on the narrowest screen.
_NAMED, _SHORT_NAME = 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a drawing: a label, a bar for each column, and the *total*.

    *target* is the id of the entry on the index page that the row links to, or ``""``. The total
    includes what is in no column.
    """

    label: str
    target: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Numbers by row and column. *caption* says what is counted and which rows are left out."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def heights(self, line: Line) -> tuple[int, ...]:
        """Return the heights of a row's bars, in proportion to the highest of all rows."""
        highest = max((count for one in self.lines for count in one.counts), default=0)
        return tuple(
            max(LOWEST, round(HEIGHT * count / highest)) if count else 0 for count in line.counts
        )

    @property
    def all_named(self) -> bool:
        """Whether every column has a name above it, and each name a line of its own."""
        return len(self.columns) <= _NAMED

    def axis(self) -> list[list[tuple[str, str]]]:
        """Return the lines of column names, each name with its place in percent of the width.

        Of many columns, two or three are named where they start. Names of a few columns end over
        the middle of their columns. The last column's comes first, so that the stroke from a name
        down to its column crosses no other name; a stroke past a line has no name.
        """
        size = len(self.columns)
        names = [fitted(name, _LONGEST_COLUMN) for name in self.columns]
        if not self.all_named:
            step = -(-size // (3 if max(map(len, names)) <= _SHORT_NAME else 2))
            return [[(_percent(place / size), names[place]) for place in range(0, size, step)]]
        ends = [(_percent((place + 0.5) / size), name) for place, name in enumerate(names)]
        return [
            [*((end, "") for end, _name in ends[place + 1 :]), ends[place]]
            for place in reversed(range(size))
        ]

    def words(self, line: Line) -> str:
        """Return a row's numbers by column in words."""
        counted = zip(self.columns, line.counts, strict=True)
        return ", ".join(
            f"{fitted(name, _LONGEST_COLUMN)}: {count}" for name, count in counted if count
        )


class DrawnIndex(Index):
    """An index with a drawing above its entries."""

    @abstractmethod
    def drawing(self, docnames: Iterable[str] | None = None) -> Drawing | None:
        """Return the drawing, or None if there is none; *docnames* are the pages to count."""


def fitted(text: str, most: int = _LONGEST) -> str:
    """Return *text* with at most *most* half-width characters; a wide one counts as two."""
    text = " ".join(text.split())
    kept = "".join(_within(text, most))
    return text if kept == text else "".join(_within(text, most - 1)).rstrip() + "…"


def _within(text: str, most: int) -> Iterator[str]:
    width = 0
    for char in text:
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if width > most:
            return
        yield char


def _percent(part: float) -> str:
    return f"{100 * part:.4g}%"
