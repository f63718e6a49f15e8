"""Tokenize text for the search index."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from eventnotes.text.collation import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(text: str) -> Iterator[str]:
    """Yield the words of *text*: folded letters and digits, and the parts of CamelCase words.

    The script tokenizes queries alike, except for the parts: "camelcase" and "case" both find
    a page with "CamelCase".
    """
    plain = unicodedata.normalize("NFC", text).replace("’", "").replace("'", "")
    for match in _WORD.finditer(plain):
        yield from _forms(match.group())


@lru_cache(maxsize=2**16)  # an archive repeats the same few thousand words
def _forms(word: str) -> tuple[str, ...]:
    """Return *word* folded, and the parts of CamelCase after the first."""
    parts = _HUMP.split(word)[1:]
    return (*_WORD.findall(fold(word)[:LONGEST]), *(fold(part)[:LONGEST] for part in parts))
