"""Tokenize text for the search index."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from eventnotes.text.collation import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
# Tried only at the start of a word: within one, they would take the square of its length.
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-‐‑][^\W\d_]++)+")
_NEIGHBOURS = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?: [^\W\d_]++)+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(text: str) -> Iterator[str]:
    """Yield the words of *text*: folded letters and digits, and the parts of CamelCase words.

    The script tokenizes queries alike, except for the parts: "camelcase" and "case" both find
    a page with "CamelCase".
    """
    for word in _written(text):
        yield from _forms(word)


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return the words of all *texts*."""
    written: set[str] = set()
    for text in texts:
        written.update(_written(text))
    return {form for word in written for form in _forms(word)}


def joined(text: str, known: Container[str]) -> Iterator[str]:
    """Yield the words of *text* that are written apart there, as one: "e-mail" as "email".

    Two words with a space between them are one only if that is *known*.
    """
    for match in _COMPOUND.finditer(text):
        yield fold(re.sub("[-‐‑]", "", match.group()))[:LONGEST]
    for line in _NEIGHBOURS.findall(text):
        for first, second in pairwise(line.split(" ")):
            one = first + second
            if (plain := one.lower() if one.isascii() else fold(one)) in known:
                yield plain


def _written(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).replace("’", "").replace("'", "")
    return _WORD.findall(plain)


@lru_cache(maxsize=2**16)  # an archive repeats the same few thousand words
def _forms(word: str) -> tuple[str, ...]:
    """Return *word* folded, and the parts of CamelCase after the first."""
    parts = _HUMP.split(word)[1:]
    named = (fold(part)[:LONGEST] for part in parts if len(part) > 1)
    return (*_WORD.findall(fold(word)[:LONGEST]), *named)
