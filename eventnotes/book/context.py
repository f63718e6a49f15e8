"""The input of the translator besides the doctree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventnotes.book.highlighting import TypstHighlighter
    from eventnotes.book.images import Images
    from eventnotes.book.warnings import Warnings


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The input of the translator.

    *missing* are the characters that no font has; *index_label* returns the label of the printed
    index, or of its entry, for a docname and an id, or None.
    """

    missing: frozenset[str]
    index_label: Callable[[str, str], str | None]
    images: Images
    warnings: Warnings
    highlighter: TypstHighlighter
