"""The direction of writing: of a language, and of a text by its characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
#: The first letter that is written from right to left. Before it, no text needs a closer look.
FIRST_RIGHT_TO_LEFT = "\u0590"


def of_language(language: str) -> Direction:
    """Return the direction of *language*, such as ``he``; ``ltr`` if it is unknown."""
    try:
        return "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def of_texts(texts: Iterable[str]) -> Direction | None:
    """Return the direction of the first strong character of *texts*, or None if they have none.

    Unicode Standard Annex #9, rule P2: https://www.unicode.org/reports/tr9/.
    """
    for text in texts:
        for char in text:
            found = _STRONG.get(unicodedata.bidirectional(char))
            if found is not None:
                return found
    return None


def has_right_to_left(text: str) -> bool:
    """Return whether any character of *text* is written from right to left."""
    chars = filter(FIRST_RIGHT_TO_LEFT.__le__, set(text))
    return any(_STRONG.get(unicodedata.bidirectional(char)) == "rtl" for char in chars)
