"""Which words and names are so alike that one may be a slip for the other."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def slips(words: Iterable[str], *, shortest: int, first: bool = True) -> list[tuple[str, str]]:
    """Return the pairs of words that one slip of the pen keeps apart, in order.

    A slip is a letter left out, added, changed, or swapped with the next; never a digit's,
    since "Python 2" and "Python 3" are two things. Only words that can become the same by
    leaving out a letter are compared (a deletion neighbourhood, as in Mor and Fraenkel,
    "A hash code method for detecting and correcting spelling errors", 1982), so the cost
    grows with the number of words and not with that of pairs.

    :param words: folded as for comparing
    :param shortest: the length from which on a word is not too short to tell; of a pair
        only the longer needs it
    :param first: whether the first letter may be the wrong one
    """
    found: set[tuple[str, str]] = set()
    alike: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= shortest - 1:
            for form in _shortened(word, first=first):
                others = alike.setdefault(form, [])
                found.update((other, word) for other in others if is_slip(other, word))
                others.append(word)
    return sorted(pair for pair in found if max(map(len, pair)) >= shortest)


def _shortened(word: str, *, first: bool) -> Iterator[str]:
    yield word
    seen = {word}
    for position in range(0 if first else 1, len(word)):
        form = word[:position] + word[position + 1 :]
        if not word[position].isdecimal() and form not in seen:
            seen.add(form)
            yield form


def is_slip(one: str, other: str) -> bool:
    """Tell whether one letter, or two that are swapped, is all that differs."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    one, other = one[same:], other[same:]
    if any(letter.isdecimal() for letter in (one[:1], other[:1])):
        return False
    swapped = one[1:2] + one[:1] + one[2:]
    return one != other and (one[1:] in {other, other[1:]} or one == other[1:] or swapped == other)


def same_but_for_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether given names can be the same, some written as initials or left out.

    :param one: given names, folded: ``["r"]``, ``["raymond", "d"]``
    """
    for word, against in zip(one, other, strict=False):
        if word != against and not (min(len(word), len(against)) == 1 and word[0] == against[0]):
            return False
    shorter = min(len(one), len(other))
    return bool(shorter) and all(len(word) == 1 for word in (*one[shorter:], *other[shorter:]))
