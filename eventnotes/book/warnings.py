"""Warnings of the book, each emitted once even if the book is translated several times."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from eventnotes.text import fonts

if TYPE_CHECKING:
    Location = nodes.Node | tuple[str, None] | str

logger = logging.getLogger(__name__)


class Warnings:
    """Emits each warning once per place. *glyphs* are the characters reported as missing."""

    def __init__(self) -> None:
        self.glyphs: set[str] = set()
        self._given: set[tuple[object, ...]] = set()

    def warn(self, message: str, *values: object, location: Location, subtype: str) -> None:
        """Emit *message* at *location* as a warning of the type ``typst.`` *subtype*."""
        if self._is_new((message, values, location)):
            logger.warning(message, *values, location=location, type="typst", subtype=subtype)

    def warn_once(self, message: str, *values: object, location: Location, subtype: str) -> None:
        """Emit *message* with *values* at the first *location* only."""
        if self._is_new((message, values)):
            self.warn(message, *values, location=location, subtype=subtype)

    def _is_new(self, key: tuple[object, ...]) -> bool:
        before = len(self._given)
        self._given.add(key)
        return len(self._given) > before

    def warn_of_glyph(self, char: str, location: Location) -> None:
        """Warn that no font has *char*, at a node, a page or a setting.

        If an extra has its script, only the first of its characters gives a warning.
        """
        self.glyphs.add(char)
        extra = fonts.lacking_extra(char)
        if extra is not None:
            self.warn_once(
                "no font of the book has %s, and their numbers are printed: install "
                "eventnotes[%s], or add a folder with a font that has them to book_font_paths",
                extra.what,
                extra.name,
                location=location,
                subtype="glyph",
            )
            return
        self.warn(
            "no font of the book has the character U+%04X %s, and its number is printed: add a "
            "folder with a font that has it to book_font_paths",
            ord(char),
            unicodedata.name(char, ""),
            location=location,
            subtype="glyph",
        )


def located(node: nodes.Element) -> nodes.Element:
    """Return a node with the line of *node*: itself, its title or caption, or one around it."""
    titled = node.parent if isinstance(node.parent, nodes.figure) else node
    titles = [one for one in titled.children if isinstance(one, (nodes.title, nodes.caption))]
    found = next((one for one in (node, *titles) if one.line is not None), node)
    while found.line is None and found.parent is not None:
        found = found.parent
    return found
