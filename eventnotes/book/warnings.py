"""Warnings of the book, each emitted once even if the book is translated several times."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

    Location = nodes.Node | tuple[str, None] | str

logger = logging.getLogger(__name__)


class Warnings:
    """Emits each warning once per place. *glyphs* are the characters reported as missing."""

    def __init__(self) -> None:
        self.glyphs: set[str] = set()
        self._given: set[tuple[object, ...]] = set()

    def warn(self, message: str, *values: object, location: Location, subtype: str) -> None:
        """Emit *message* at *location* as a warning of the type ``typst.`` *subtype*."""
        key = (message, values, location)
        if key not in self._given:
            self._given.add(key)
            logger.warning(message, *values, location=location, type="typst", subtype=subtype)

    def warn_of_glyph(self, char: str, location: Location) -> None:
        """Warn that no font has *char*, at a node, a page or a setting."""
        self.glyphs.add(char)
        self.warn(
            "no font of the book has the character U+%04X %s, and its number is printed: add a "
            "folder with a font that has it to book_font_paths",
            ord(char),
            unicodedata.name(char, ""),
            location=location,
            subtype="glyph",
        )
