"""Drawings as data: heights, names of columns, lengths of labels."""

from __future__ import annotations

import pytest

from eventnotes.text.drawing import HEIGHT, LOWEST, Drawing, Line, fitted


def drawing(*rows: tuple[int, ...], columns: tuple[str, ...] = ()) -> Drawing:
    lines = (Line(label="x", target="x", counts=row, total=sum(row)) for row in rows)
    names = columns or tuple(f"c{place}" for place in range(len(rows[0])))
    return Drawing(caption="x", columns=names, lines=tuple(lines))


def test_heights_are_in_proportion_over_all_rows() -> None:
    drawn = drawing((10, 5, 0), (20, 0, 1))
    assert [drawn.heights(line) for line in drawn.lines] == [
        (HEIGHT // 2, HEIGHT // 4, 0),
        (HEIGHT, 0, LOWEST),
    ]


def test_no_number_is_no_bar() -> None:
    drawn = drawing((0, 0), (0, 0))
    assert drawn.heights(drawn.lines[0]) == (0, 0)
    assert drawn.words(drawn.lines[0]) == ""


def test_few_columns_are_all_named_from_the_last_down() -> None:
    assert drawing((1, 1, 1), columns=("A", "B", "C")).axis() == [
        [("83.33%", "C")],
        [("83.33%", ""), ("50%", "B")],
        [("50%", ""), ("83.33%", ""), ("16.67%", "A")],
    ]


@pytest.mark.parametrize(
    ("names", "named"),
    [
        ([f"{year}" for year in range(2001, 2010)], ["2001", "2004", "2007"]),
        ([f"2012-{month:02}" for month in range(1, 9)], ["2012-01", "2012-05"]),
        ([f"{year}" for year in range(2001, 2026)], ["2001", "2010", "2019"]),
    ],
)
def test_many_columns_have_as_many_names_as_fit(names: list[str], named: list[str]) -> None:
    (line,) = drawing((1,) * len(names), columns=tuple(names)).axis()
    assert [name for _place, name in line] == named


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a\nb  c", "a b c"),
        ("0123456789", "0123456789"),
        ("0123456789x", "012345678…"),
        ("word word word", "word word…"),
        ("日本語日本", "日本語日本"),
        ("日本語日本語", "日本語日…"),
        ("", ""),
    ],
)
def test_labels_are_shortened_by_their_width(text: str, short: str) -> None:
    assert fitted(text, 10) == short
