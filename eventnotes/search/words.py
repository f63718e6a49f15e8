"""How text becomes the words that are searched; ``eventnotes-search.js`` does the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters that Unicode does not decompose into a plain one and a mark.
PLAIN = dict(zip("łøđðßæœþı", ["l", "o", "d", "d", "ss", "ae", "oe", "th", "i"], strict=True))
LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TABLE = str.maketrans(PLAIN)


def fold(text: str) -> str:
    """Return *text* in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TABLE))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> Iterator[str]:
    """Return the words of *text*: letters and digits, folded, and the parts of CamelCase."""
    plain = unicodedata.normalize("NFC", text).replace("’", "").replace("'", "")
    for match in _WORD.finditer(plain):
        yield from _forms(match.group())


@lru_cache(maxsize=2**16)  # an archive says the same few thousand words over and over
def _forms(word: str) -> tuple[str, ...]:
    """Return *word* folded, and the parts of CamelCase behind its first."""
    parts = _HUMP.split(word)[1:]
    return (*_WORD.findall(fold(word)[:LONGEST]), *(fold(part)[:LONGEST] for part in parts))
