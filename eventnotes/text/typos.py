"""Find words and names that may be typos of each other (edit distance 1)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


#: Longer words are not compared: their forms take the square of their length.
LONGEST = 100


def typos(words: Iterable[str], *, shortest: int, first: bool = True) -> list[tuple[str, str]]:
    """Return the pairs of words that differ by one typo, sorted.

    A typo is a letter omitted, added, changed or swapped with its neighbour. Digits don't
    count: "Python 2" and "Python 3" are different words. Only words that share a form with
    one letter deleted are compared (a deletion neighbourhood, as in Mor and Fraenkel, "A hash
    code method for detecting and correcting spelling errors", 1982), so the cost grows with
    the number of words and not with the number of pairs.

    :param words: case-folded words
    :param shortest: the minimum length of the longer word of a pair
    :param first: whether the first letters may differ
    """
    found: set[tuple[str, str]] = set()
    alike: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if shortest - 1 <= len(word) <= LONGEST:
            for form in _shortened(word, first=first):
                others = alike.setdefault(form, [])
                found.update((other, word) for other in others if is_typo(other, word))
                others.append(word)
    return sorted(pair for pair in found if max(map(len, pair)) >= shortest)


def _shortened(word: str, *, first: bool) -> Iterator[str]:
    yield word
    for position in range(0 if first else 1, len(word)):
        if not word[position].isdecimal():  # else numbered words would all be compared
            yield word[:position] + word[position + 1 :]


def is_typo(one: str, other: str) -> bool:
    """Return whether the words differ by one letter or by two swapped letters."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    one, other = one[same:], other[same:]
    if any(letter.isdecimal() for letter in (one[:1], other[:1])):
        return False
    swapped = one[1:2] + one[:1] + one[2:]
    return one != other and (one[1:] in {other, other[1:]} or one == other[1:] or swapped == other)


def same_but_for_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two lists of given names match, allowing for initials and omitted names.

    :param one: case-folded given names: ``["r"]``, ``["raymond", "d"]``
    """
    for word, against in zip(one, other, strict=False):
        if word != against and not (min(len(word), len(against)) == 1 and word[0] == against[0]):
            return False
    shorter = min(len(one), len(other))
    return bool(shorter) and all(len(word) == 1 for word in (*one[shorter:], *other[shorter:]))
