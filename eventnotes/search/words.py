"""How the text of pages becomes the words that are searched."""

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
    """Return the words of *text*: letters and digits, folded, and the parts of CamelCase.

    The script makes words of a query alike, but for the parts: a page with "CamelCase" is found by
    "camelcase" and by "case".
    """
    plain = unicodedata.normalize("NFC", text).replace("’", "").replace("'", "")
    for match in _WORD.finditer(plain):
        yield from _forms(match.group())


@lru_cache(maxsize=2**16)  # an archive says the same few thousand words over and over
def _forms(word: str) -> tuple[str, ...]:
    """Return *word* folded, and the parts of CamelCase behind its first."""
    parts = _HUMP.split(word)[1:]
    return (*_WORD.findall(fold(word)[:LONGEST]), *(fold(part)[:LONGEST] for part in parts))
