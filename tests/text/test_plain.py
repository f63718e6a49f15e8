"""Plain text: what XML cannot hold, and how long it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.text.plain import LONGEST, printable, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x08c\x0bd\x1fe", "abcde"),
        ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
        ("\x7f\x85\x9f\ud800\udfff\ufffe\uffff", ""),
        ("\xa0 \ue000 \ufffd 漢 🎉", "\xa0 \ue000 \ufffd 漢 🎉"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("short", 5, "short"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 9, "one two…"),
        ("one two, three", 10, "one two…"),
        ("one two –— three", 12, "one two…"),
        ("unbreakable", 6, "unbre…"),
        ("a b", 2, "a…"),
    ],
)
def test_shortened(text: str, longest: int, expected: str) -> None:
    assert shortened(text, longest) == expected


@given(st.text(), st.integers(1, 300))
def test_shortened_text_is_no_longer(text: str, longest: int) -> None:
    found = shortened(text, longest)
    assert len(found) <= max(longest, 1)
    assert (found == text) is (len(text) <= longest) or text.endswith("…")


def test_descriptions_are_of_200_characters() -> None:
    assert LONGEST == 200
    assert len(shortened("word " * 100)) <= 200
