"""What a translation comes to: the Typst markup of the pages, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field


class Mark(str):
    """An empty piece of output that says which line of which page what follows comes from."""

    __slots__ = ("location",)
    location: str

    @classmethod
    def at(cls, location: str) -> Mark:
        """Return the mark of *location*, a file and a line with a colon between."""
        mark = cls("")
        mark.location = location
        return mark


@dataclass(kw_only=True)
class Body:
    """The Typst markup of a book's pages, what it shows, and where its lines come from.

    *images* are addresses by file name, *headings* levels and numbers in order; *source_map*
    gives, for lines of *text*, the page and line that they come from.
    """

    text: str
    images: dict[str, str]
    headings: list[tuple[int, str]]
    source_map: dict[int, str] = field(default_factory=dict)
