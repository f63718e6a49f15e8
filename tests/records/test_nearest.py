"""Of several records with one name the nearest is meant."""

from __future__ import annotations

import pytest

from eventnotes.records.archive import nearest
from tests.records.made import talk

PAGES = {one.docname: one for event in ("a/spring", "a/autumn", "b/spring", "b/autumn")
         for one in [talk("same", event=event)]}  # fmt: skip


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("a/spring/talks/other", ["a/spring/talks/same"]),
        ("a/spring/index", ["a/spring/talks/same"]),
        ("b/autumn/exhibitors/x", ["b/autumn/talks/same"]),
        ("a/winter/talks/other", ["a/autumn/talks/same", "a/spring/talks/same"]),
        ("spring/talks/other", sorted(PAGES)),
        ("index", sorted(PAGES)),
        ("c/spring/talks/same", sorted(PAGES)),
    ],
)
def test_nearest(docname: str, expected: list[str]) -> None:
    assert [one.docname for one in nearest(PAGES.values(), docname)] == expected


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert nearest([], "a/b") == []
