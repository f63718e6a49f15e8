"""How text becomes the words that are searched; ``eventnotes-search.js`` does the same."""

from __future__ import annotations

import re
import unicodedata
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
        word = match.group()
        yield from _WORD.findall(fold(word)[:LONGEST])
        parts = _HUMP.split(word)
        if len(parts) > 1:
            yield from (fold(part)[:LONGEST] for part in parts[1:])
