"""Tokenize text for the search index."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from eventnotes.text.collation import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_NEIGHBOURS = re.compile(r"(?<![^\W_])(?=([^\W\d_]+) ([^\W\d_]+))")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(text: str) -> Iterator[str]:
    """Yield the words of *text*: folded letters and digits, and the parts of CamelCase words.

    The script tokenizes queries alike, except for the parts: "camelcase" and "case" both find
    a page with "CamelCase".
    """
    plain = unicodedata.normalize("NFC", text).replace("’", "").replace("'", "")
    for match in _WORD.finditer(plain):
        yield from _forms(match.group())


def joined(text: str, known: Container[str]) -> Iterator[str]:
    """Yield the words of *text* that are written apart there, as one: "e-mail" as "email".

    Two words with a space between them are one only if that is *known*.
    """
    for match in _COMPOUND.finditer(text):
        yield fold(re.sub("[-‐‑]", "", match.group()))[:LONGEST]
    for match in _NEIGHBOURS.finditer(text):
        one = _forms(match[1])[0] + _forms(match[2])[0]
        if one in known:
            yield one


@lru_cache(maxsize=2**16)  # an archive repeats the same few thousand words
def _forms(word: str) -> tuple[str, ...]:
    """Return *word* folded, and the parts of CamelCase after the first."""
    parts = _HUMP.split(word)[1:]
    named = (fold(part)[:LONGEST] for part in parts if len(part) > 1)
    return (*_WORD.findall(fold(word)[:LONGEST]), *named)
