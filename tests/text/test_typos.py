"""Typos: words and names with an edit distance of 1."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.text.typos import is_typo, same_but_for_initials, typos


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("hellman", "hellmann", True),
        ("hellmann", "hellman", True),
        ("hettinger", "hettigner", True),
        ("hettinger", "hettimger", True),
        ("hettinger", "hettingers", True),
        ("hettinger", "bettinger", True),
        ("hettinger", "hettinger", False),
        ("hettinger", "hetinge", False),
        ("abcd", "badc", False),
        ("python2", "python3", False),
        ("python", "python3", False),
        ("", "a", True),
        ("", "", False),
        ("ab", "ba", True),
    ],
)
def test_is_typo(one: str, other: str, expected: bool) -> None:
    assert is_typo(one, other) is expected


def test_typos_of_many() -> None:
    words = ["dougmellon", "doughellman", "doughellmann", "talk1", "talk2", "ann", "anne"]
    assert typos(words, shortest=7) == [("doughellman", "doughellmann")]
    assert typos(["testing", "resting"], shortest=5) == [("resting", "testing")]
    assert typos(["testing", "resting"], shortest=5, first=False) == []
    assert typos(["tests", "test"], shortest=5) == [("test", "tests")]
    assert typos(["tests", "test"], shortest=6) == []


@given(st.lists(st.text("ab1é", max_size=8), max_size=12), st.integers(1, 6), st.booleans())
def test_typos_are_those_of_all_pairs(words: list[str], shortest: int, first: bool) -> None:
    assert typos(words, shortest=shortest, first=first) == [
        pair
        for pair in combinations(sorted(set(words)), 2)
        if is_typo(*pair)
        and max(map(len, pair)) >= shortest
        and (first or pair[0][:1] == pair[1][:1])
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (["r"], ["raymond"], True),
        (["raymond", "d"], ["raymond"], True),
        (["r", "d"], ["raymond", "david"], True),
        (["v", "m"], ["vicky"], True),
        (["raymond"], ["robert"], False),
        (["raymond", "a"], ["raymond", "b"], False),
        (["mary", "jane"], ["mary"], False),
        (["r"], ["d"], False),
        ([], ["raymond"], False),
    ],
)
def test_initials(one: list[str], other: list[str], expected: bool) -> None:
    assert same_but_for_initials(one, other) is expected
    assert same_but_for_initials(other, one) is expected
