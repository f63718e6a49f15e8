"""The result of a translation: Typst markup with images, headings and source map."""

from __future__ import annotations

from dataclasses import dataclass, field


class Mark(str):
    """An empty piece of output that records the source line of what follows."""

    __slots__ = ("location",)
    location: str

    @classmethod
    def at(cls, location: str) -> Mark:
        """Return a mark for *location*, as ``file:line``."""
        mark = cls("")
        mark.location = location
        return mark


@dataclass(kw_only=True)
class Body:
    """The Typst markup of a book's pages.

    *front* is a short text before the first heading, *text* all else; *images* are paths by file
    name; *headings* are levels and numbers in order; *source_map* maps lines of *text* to page and
    line.
    """

    front: str
    text: str
    images: dict[str, str]
    headings: list[tuple[int, str]]
    source_map: dict[int, str] = field(default_factory=dict)
