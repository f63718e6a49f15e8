"""The pages keep the headings, points, links and recordings of the published notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.notes import facts
from tests.site.records import doctrees

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes

TYPED = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "---", "–": "--", "…": "..."}


def test_no_page_is_missing_and_none_is_added(trees: dict[str, nodes.document]) -> None:
    assert sorted(trees) == sorted(facts.table_pages())
    assert len(trees) == 44


@pytest.mark.parametrize("docname", facts.table_pages())
def test_headings_and_points(trees: dict[str, nodes.document], docname: str) -> None:
    wanted = [
        (int(row["level"]), int(row["points"]), row["heading"])
        for row in facts.table("outline")
        if facts.docname(row) == docname
    ]
    assert [(a, b, straight(c)) for a, b, c in facts.outline(trees[docname])] == wanted


def straight(text: str) -> str:
    """Undo Sphinx's typographic quotes, dashes and dots."""
    for typographic, typed in TYPED.items():
        text = text.replace(typographic, typed)
    return text


def test_links(build_dir: Path) -> None:
    trees, rows = doctrees(build_dir), facts.table("links")
    assert rows
    missed = [row for row in rows if row["url"] not in facts.links(trees[facts.docname(row)])]
    assert missed == []


def test_link_texts_are_readable(trees: dict[str, nodes.document]) -> None:
    bare = [
        (docname, link.astext())
        for docname, tree in trees.items()
        for link in tree.findall(lambda node: "refuri" in getattr(node, "attributes", {}))
        if link.astext().startswith(("http:", "https:"))
    ]
    assert bare == []


def test_recordings(trees: dict[str, nodes.document]) -> None:
    rows = facts.table("videos")
    assert rows
    for row in rows:
        tree = trees[facts.docname(row)]
        assert facts.links(facts.field(tree, "Video")) == {row["video"]}
        if row["slides"]:
            assert facts.links(facts.field(tree, "Slides")), row
