"""Compare, sort and slugify text by the Unicode collation algorithm."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from pyuca import Collator

#: Letters without a Unicode decomposition into base letter and mark, and the final sigma.
#: ``eventnotes-words.js`` has the same table.
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
LETTERS |= {"ı": "i", "ς": "σ"}
_PLAIN = str.maketrans(LETTERS)
# Signs that are part of names ("C++", "C#"), spelled out.
_SIGNS = {"+": "plus", "#": "sharp"}

#: The leading articles of titles by language, which an index ignores where it sorts.
ARTICLES = {
    "de": "der die das ein eine",
    "en": "a an the",
    "es": "el la los las un una",
    "fr": "le la les un une",
    "it": "il lo la i gli le un uno una",
    "nl": "de het een",
    "pt": "o a os as um uma",
}

#: Characters of a text that are compared: the algorithm's cost grows with their square.
LONGEST = 1000

# Created on first use: loading its table takes 0.2 seconds.
_collator = cache(Collator)


def load_table() -> None:
    """Load the table of the algorithm, which processes forked from now on share."""
    _collator()


@cache
def sort_key(text: str) -> tuple[int, ...]:
    """Return a key that sorts *text* by the Unicode collation algorithm (UTS #10)."""
    return tuple(_collator().sort_key(text[:LONGEST]))


def index_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts *text* in an index, ignoring leading punctuation."""
    return sort_key(_without_punctuation(text)), text


def without_article(text: str, language: str) -> str:
    """Return *text* without leading punctuation and an article of *language*, if more follows."""
    plain = _without_punctuation(text)
    first, _space, rest = plain.partition(" ")
    articles = ARTICLES.get(language.partition("_")[0], "").split()
    return rest if rest and first.lower() in articles else plain


@cache
def identity(text: str) -> tuple[int, ...]:
    """Return a key that ignores accents, case, spaces and punctuation.

    The key consists of the primary weights of letters, digits, ``+`` and ``#`` (C, C++ and C#
    differ): the weights before the first 0 of the sort key (UTS #10, section 4.3). Text that
    contains only other signs is compared whole.
    """
    letters = "".join(c for c in text if c.isalnum() or unicodedata.combining(c) or c in _SIGNS)
    key = sort_key(letters or "".join(text.split()))
    return key[: key.index(0)] if 0 in key else key


@cache
def fold(text: str) -> str:
    """Return *text* in lower case, without accents, with single spaces. Punctuation is kept.

    ``eventnotes-words.js`` does the same to queries.
    """
    plain = "".join(c for c in _folded(text) if unicodedata.category(c)[0] != "M")
    return " ".join(unicodedata.normalize("NFC", plain).split())


def slug(text: str) -> str:
    """Return an id for *text*: lower-case letters, digits and hyphens, never empty.

    Latin letters lose their accents; other scripts are kept.
    """
    spoken = "".join(f" {_SIGNS[c]} " if c in _SIGNS else c for c in fold(text))
    words = re.sub(r"[\W_]+", "-", spoken).strip("-")
    return words or "x" + hashlib.sha256(text.encode()).hexdigest()[:12]


def initial(text: str) -> str:
    """Return the letter under which an index lists *text*, or ``"#"`` if it starts with none."""
    first = next((character for character in _folded(text) if character.isalnum()), "#")
    return first.upper() if first.isalpha() else "#"


def _without_punctuation(text: str) -> str:
    """Return *text* from its first letter or digit, or all of it if it has none."""
    return text[next((place for place, one in enumerate(text) if one.isalnum()), 0) :]


def _folded(text: str) -> str:
    """Return *text* decomposed and in lower case; some have a case only then."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
    return unicodedata.normalize("NFKD", plain)
