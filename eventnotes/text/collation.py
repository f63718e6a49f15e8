"""How words are compared, sorted and turned into ids: by the Unicode collation algorithm."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from pyuca import Collator

#: Letters that Unicode does not decompose into a plain one and a mark, and the final sigma. The
#: search's script has the same table.
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
LETTERS |= {"ı": "i", "ς": "σ"}
_PLAIN = str.maketrans(LETTERS)
# Signs that are part of names, and their names.
_SIGNS = {"+": "plus", "#": "sharp"}

# Made where it is first needed: reading its table takes a fifth of a second.
_collator = cache(Collator)


@cache
def sort_key(text: str) -> tuple[int, ...]:
    """Return a key that sorts *text* by the Unicode collation algorithm (UTS #10)."""
    return tuple(_collator().sort_key(text))


def index_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts *text* in an index: quotes, dots before the words don't count."""
    start = next((place for place, one in enumerate(text) if one.isalnum()), 0)
    return sort_key(text[start:]), text


@cache
def identity(text: str) -> tuple[int, ...]:
    """Return what *text* is but for accents, case, spaces and punctuation.

    These are the primary weights of its letters and digits, and of the signs that tell C
    from C++ and C#: the weights before the first 0 of a sort key (UTS #10, section 4.3).
    A text of other signs only is itself.
    """
    letters = "".join(c for c in text if c.isalnum() or unicodedata.combining(c) or c in _SIGNS)
    key = sort_key(letters or "".join(text.split()))
    return key[: key.index(0)] if 0 in key else key


@cache
def fold(text: str) -> str:
    """Return *text* in lower case, without accents, with single spaces; punctuation stays.

    The search's script does the same to what is searched for.
    """
    plain = "".join(c for c in _folded(text) if unicodedata.category(c)[0] != "M")
    return " ".join(unicodedata.normalize("NFC", plain).split())


def slug(text: str) -> str:
    """Return an id for *text*: lower case letters, digits and hyphens, never empty.

    Latin letters lose their accents; other scripts stay as they are.
    """
    spoken = "".join(f" {_SIGNS[c]} " if c in _SIGNS else c for c in fold(text))
    words = re.sub(r"[\W_]+", "-", spoken).strip("-")
    return words or "x" + hashlib.sha256(text.encode()).hexdigest()[:12]


def initial(text: str) -> str:
    """Return the letter that *text* stands under in an index; ``"#"`` for no letter."""
    first = next((character for character in _folded(text) if character.isalnum()), "#")
    return first.upper() if first.isalpha() else "#"


def _folded(text: str) -> str:
    """Return *text* in lower case, letters and marks apart; some only have a case then."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
    return unicodedata.normalize("NFKD", plain)
